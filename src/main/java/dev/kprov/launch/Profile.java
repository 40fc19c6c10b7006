package dev.kprov.launch;

import dev.kprov.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import jdk.jfr.Recording;

/**
 * Runs a line of kprov under the JDK's flight recorder, for {@code scripts/profile}. Where an
 * option of the JVM begins the recording, it does without its cache, and another program is seen
 * than the one that people run.
 */
public final class Profile {

  private Profile() {}

  /**
   * Runs.
   *
   * @param args the file for the recording, and the line
   */
  public static void main(String[] args) throws IOException {
    Recording recording = new Recording();
    recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
    recording.setDestination(Path.of(args[0]));
    recording.setDumpOnExit(true);
    recording.start();
    Main.main(Arrays.copyOfRange(args, 1, args.length));
  }
}
