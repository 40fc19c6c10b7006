package dev.kprov.bench;

import java.io.IOException;
import java.util.Optional;

/** One command of a contestant that is measured, and how one sees that it did its work. */
record Step(String name, Work work, Command command, Check check) {

  /** Looks at what a command has done. */
  interface Check {
    /** What is wrong; {@code output} is what the command printed before it ended with 0. */
    Optional<String> wrong(String output) throws IOException;
  }
}
