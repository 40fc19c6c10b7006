package dev.kprov.cli;

import dev.kprov.view.Progress;
import java.time.Duration;

/** Has progress drawn ten times a second, from its beginning until it is closed. */
final class Animation implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How often it is asked whether the terminal has another size: about once in two seconds. */
  private static final int FRAMES_OF_A_SIZE = 20;

  private final Progress progress;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("kprov-screen").unstarted(this::run);

  private Animation(Progress progress) {
    this.progress = progress;
  }

  static Animation of(Progress progress) {
    Animation animation = new Animation(progress);
    animation.thread.start();
    return animation;
  }

  private void run() {
    try {
      for (int frame = 0; true; frame++) {
        if (frame % FRAMES_OF_A_SIZE == 0) {
          Screen.size().ifPresent(progress::fit);
        }
        progress.tick();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
