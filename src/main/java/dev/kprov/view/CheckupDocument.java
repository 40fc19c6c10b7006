package dev.kprov.view;

import dev.kprov.result.Checkup;
import dev.kprov.state.ConnectionStep;
import dev.kprov.state.Observation;
import java.util.List;

/** What {@code doctor} tells. */
final class CheckupDocument {

  private CheckupDocument() {}

  static Fields of(List<Checkup> hosts) {
    return new Fields().objects("hosts", hosts.stream().map(CheckupDocument::of).toList());
  }

  private static Fields of(Checkup checkup) {
    return RunDocument.head(checkup.host())
        .and(
            checkup.reached()
                ? new Fields().truth("reached", true)
                : checkup
                    .failure()
                    .map(step ->
                        RunDocument.unreached(new Observation.Unreached(step.text(), step.hint())))
                    .orElseThrow())
        .truth("well", checkup.failure().isEmpty())
        .objects("steps", checkup.steps().stream().map(CheckupDocument::of).toList());
  }

  private static Fields of(ConnectionStep step) {
    return new Fields()
        .text("step", step.kind().word())
        .text("server", step.server())
        .text("end", step.end().word())
        .text("text", step.text())
        .texts("details", step.details())
        .text("hint", step.hint());
  }
}
