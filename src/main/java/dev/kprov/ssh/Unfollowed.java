package dev.kprov.ssh;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of the SSH configuration that change how {@code ssh} reaches a host and that kprov
 * does not follow. They are named, because who wrote them believes that they count.
 */
final class Unfollowed {

  private static final String STRICT = "host keys are always checked";
  private static final String KNOWN = "host keys are known from files only";
  private static final String FILES = "keys come from files and from the ssh-agent";

  /**
   * @param keyword as people write it
   * @param harmless values that change nothing
   * @param why what kprov does instead
   */
  private record Rule(String keyword, List<String> harmless, String why) {

    Optional<String> breach(ConfigAnswer answer) {
      return answer
          .one(keyword.toLowerCase(Locale.ROOT))
          .filter(value -> !harmless.contains(value))
          .map(value -> keyword + " " + value + " is not followed: " + why);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("StrictHostKeyChecking", List.of("yes", "true", "ask"), STRICT),
          new Rule("NoHostAuthenticationForLocalhost", List.of("no", "false"), STRICT),
          new Rule("VerifyHostKeyDNS", List.of("no", "false"), KNOWN),
          new Rule("KnownHostsCommand", List.of(), KNOWN),
          new Rule("PKCS11Provider", List.of(), FILES),
          new Rule("SecurityKeyProvider", List.of("internal", "$SSH_SK_PROVIDER"), FILES),
          new Rule("AddressFamily", List.of("any"), "every address of a host is tried"),
          new Rule("BindAddress", List.of(), "the system chooses the address to connect from"),
          new Rule("BindInterface", List.of(), "the system chooses the address to connect from"));

  /** All of them, in lower case; one as older versions of OpenSSH call it. */
  static final Set<String> KEYWORDS =
      Stream.concat(
              RULES.stream().map(rule -> rule.keyword().toLowerCase(Locale.ROOT)),
              Stream.of("smartcarddevice"))
          .collect(Collectors.toUnmodifiableSet());

  private Unfollowed() {}

  /** What is set and not followed, in words. */
  static List<String> of(ConfigAnswer answer) {
    return RULES.stream().flatMap(rule -> rule.breach(answer).stream()).toList();
  }
}
