package dev.kprov.ssh;

import dev.kprov.base.Place;
import java.util.List;

/**
 * One option of an ssh_config file.
 *
 * @param conditions the patterns of the {@code Host} line above it, and of those around the {@code
 *     Include} by which its file was reached: all must match
 * @param keyword in lower case
 * @param place where it stands
 */
record ConfigLine(
    List<HostPatterns.Plain> conditions, String keyword, List<String> arguments, Place place) {

  ConfigLine {
    conditions = List.copyOf(conditions);
    arguments = List.copyOf(arguments);
  }

  /** Whether kprov follows the option, or says that it does not. */
  boolean matters() {
    return ConfigReading.follows(keyword)
        || Unfollowed.KEYWORDS.contains(keyword)
        || keyword.startsWith("canonical");
  }

  /** What it says, wherever it stands. */
  record Said(String keyword, List<String> arguments) {

    Said {
      arguments = List.copyOf(arguments);
    }
  }

  Said said() {
    return new Said(keyword, arguments);
  }

  /** Whether it gives a host another name or an address. */
  boolean isName() {
    return keyword.equals("hostname");
  }

  /** The value as {@code ssh -G} prints it. */
  String value(String name) {
    String text = String.join(" ", arguments);
    return isName() ? text.replace("%h", name).replace("%%", "%") : text;
  }

  /** Whether only {@code ssh} can tell what it says, of one host at a time. */
  boolean dependsOnTheHost() {
    return isName()
        ? arguments.size() != 1 || arguments.getFirst().contains("%")
        : keyword.startsWith("canonical") || arguments.stream().anyMatch(one -> one.contains("%"));
  }
}
