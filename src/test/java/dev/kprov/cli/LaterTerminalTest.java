package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the operator is asked. */
@Timeout(30)
class LaterTerminalTest {

  private final Echo echo = new Echo();
  private final CountDownLatch certain = new CountDownLatch(1);
  private final LaterTerminal terminal = new LaterTerminal(echo, certain);

  @Test
  void whoAsksTooEarlyWaits() throws Exception {
    CompletableFuture<Optional<String>> answer =
        CompletableFuture.supplyAsync(() -> terminal.line("who? "));
    assertThat(echo.asked).isEmpty();

    certain.countDown();

    assertThat(answer.get()).contains("who? ");
    assertThat(terminal.secret("what? ").map(String::new)).contains("what? ");
    assertThat(echo.asked).containsExactly("who? ", "what? ");
  }

  @Test
  void whoIsInterruptedBeforeIsNotAsked() {
    Thread.currentThread().interrupt();

    assertThat(terminal.line("who? ")).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(echo.asked).isEmpty();
  }

  /** Answers with what it is asked. */
  private static final class Echo implements Terminal {

    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @Override
    public Optional<char[]> secret(String prompt) {
      return line(prompt).map(String::toCharArray);
    }

    @Override
    public Optional<String> line(String prompt) {
      asked.add(prompt);
      return Optional.of(prompt);
    }
  }
}
