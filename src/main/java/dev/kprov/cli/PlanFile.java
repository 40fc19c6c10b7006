package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.result.PlanSheet;
import dev.kprov.result.SavedPlan;
import dev.kprov.store.OperatorFiles;
import dev.kprov.view.PlanDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where plans are kept between the day they are made and the day they are applied. */
final class PlanFile {

  private PlanFile() {}

  /** Which one, in the first place of a command. */
  static Parameter<Path> parameter() {
    return Parameter.of(Path.class, 0, "PLAN", "A file that kprov plan --out wrote.");
  }

  /** Writes a plan; it holds no secret, and others are to read it. */
  static PlanSheet write(SavedPlan plan, Path file) throws RunFailure {
    String text = PlanDocument.write(plan);
    OperatorFiles.writeOpen(file, Secret.of(text.getBytes(StandardCharsets.UTF_8)));
    return PlanDocument.read(text, file.toString());
  }

  static PlanSheet read(Path file) throws RunFailure {
    return PlanDocument.read(OperatorFiles.readText(file), file.toString());
  }
}
