package dev.kprov.judge;

import java.util.ArrayList;
import java.util.List;

/** Another JVM with the classes of this one, for what can be tried on a whole process only. */
public final class ChildJvm {

  private ChildJvm() {}

  /** A process that runs a main class; its standard error is shown with that of the tests. */
  public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
