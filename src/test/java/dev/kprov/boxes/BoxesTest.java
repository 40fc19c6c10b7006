package dev.kprov.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.lab.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/boxes} says where no test on whole hosts can run. */
class BoxesTest {

  @TempDir private Path programs;

  /** Runs the script where {@code docker} does what a script says. */
  private Ran boxes(String docker, String... arguments) throws IOException {
    Path program = Files.writeString(programs.resolve("docker"), "#!/bin/sh\n" + docker + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Ran.of(
        Map.of("PATH", programs + ":" + System.getenv("PATH")),
        Stream.concat(
                Stream.of(Path.of("scripts/boxes").toAbsolutePath().toString()),
                Stream.of(arguments))
            .toList());
  }

  @Test
  void anEngineThatDoesNotAnswerIsNamedBeforeAnImageThatIsNotThere() throws IOException {
    Ran ran = boxes("exit 1", "image", "busybox");

    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.output())
        .isEqualTo(
            """
            kprov: error: no box can run here: no Docker engine answers
            kprov: hint: scripts/setup --containers installs one and starts it\
            """);
  }

  @Test
  void anImageOfAnOlderRecipeIsNone() throws IOException {
    Ran ran = boxes("[ \"$1\" = version ] || [ \"$3\" = kprov-box:busybox-1 ]", "image", "busybox");

    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.output())
        .isEqualTo(
            """
            kprov: error: no box can run here: the image busybox is not built
            kprov: hint: scripts/boxes build busybox\
            """);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEngineThatCanStartNothingIsNoneAndSaysWhy() throws IOException {
    Ran ran =
        boxes(
            "[ \"$1\" != run ] || { echo 'docker: unable to apply caps.'; exit 125; }",
            "build",
            "busybox");

    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.output())
        .isEqualTo("kprov: error: no box can run here: busybox: docker: unable to apply caps.");
  }
}
