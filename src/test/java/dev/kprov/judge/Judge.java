package dev.kprov.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real program of another project. Where it is missing, the test is skipped and says so; with
 * {@code CI=true} in the environment it fails.
 */
public final class Judge {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final String program;

  private Judge(String program) {
    this.program = program;
  }

  /** The program of that name on the PATH. */
  public static Judge of(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there && "true".equals(System.getenv("CI"))) {
      fail("the judge " + program + " is missing; scripts/setup installs it");
    }
    Assumptions.assumeTrue(there, "the judge " + program + " is not installed");
    return new Judge(program);
  }

  /**
   * What a program answered.
   *
   * @param exit its exit status
   * @param text standard output and standard error together
   */
  public record Verdict(int exit, String text) {

    /** Asserts that the program was content and returns what it said. */
    public String accepted() {
      assertThat(exit).as(text).isZero();
      return text;
    }

    /** Asserts that the program refused, for the reason given. */
    public void refused(String reason) {
      assertThat(exit).as(text).isNotZero();
      assertThat(text).contains(reason);
    }
  }

  public Verdict run(Object... arguments) {
    List<String> line = new ArrayList<>(List.of(program));
    Stream.of(arguments).map(Object::toString).forEach(line::add);
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(process));
      // A judge that hangs is a failure that names it, and not a suite that stands still.
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as(line + " ends").isTrue();
      dismissIfCrashed(text.join());
      return new Verdict(process.exitValue(), text.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A certificate that its own key signs, made by openssl as anybody makes one who is not ours.
   *
   * @param days how long it lives
   */
  public static void selfSigned(Path key, Path certificate, String subject, int days) {
    of("openssl")
        .run(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            days,
            "-keyout",
            key,
            "-out",
            certificate,
            "-subj",
            subject)
        .accepted();
  }

  private static String read(Process process) {
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A judge that crashes by itself, as Debian 12's kubectl 1.20 does, is as good as missing. */
  private void dismissIfCrashed(String text) {
    if (text.startsWith("panic: ")) {
      String told = "the judge " + program + " crashes on this machine; install a newer one";
      if ("true".equals(System.getenv("CI"))) {
        fail(told);
      }
      Assumptions.abort(told);
    }
  }
}
