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

  /** Whether it is for this host. */
  boolean isFor(String name) {
    return conditions.stream().allMatch(patterns -> patterns.match(name));
  }

  /** Whether kprov follows the option, or says that it does not. */
  boolean matters() {
    return ConfigReading.follows(keyword)
        || Unfollowed.KEYWORDS.contains(keyword)
        || keyword.startsWith("canonical");
  }

  /** The value as {@code ssh -G} prints it. */
  String value(String name) {
    String text = String.join(" ", arguments);
    return keyword.equals("hostname") ? text.replace("%h", name).replace("%%", "%") : text;
  }

  /** Whether it says something else for every host. */
  boolean dependsOnTheName() {
    return keyword.equals("hostname")
        || keyword.startsWith("canonical")
        || arguments.stream().anyMatch(text -> text.contains("%"));
  }
}
