package dev.kprov.ssh;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for something else in a value of an SSH configuration (ssh_config(5), TOKENS and
 * ENVIRONMENT VARIABLES): {@code ~}, {@code %h}, {@code ${NAME}}.
 *
 * @param home the operator's
 * @param environment its variables
 * @param letters what the tokens stand for, as far as that is known
 */
record Tokens(String home, Map<String, String> environment, Map<String, String> letters) {

  private static final Pattern TOKEN = Pattern.compile("%(.?)|\\$\\{([^}]*)\\}");

  Tokens {
    environment = Map.copyOf(environment);
    letters = Map.copyOf(letters);
  }

  /** The value; nothing where something in it is not known. */
  Optional<String> expand(String value) {
    if (value.startsWith("~") && !value.equals("~") && !value.startsWith("~/")) {
      return Optional.empty();
    }
    Matcher token = TOKEN.matcher(value.startsWith("~") ? home + value.substring(1) : value);
    StringBuilder text = new StringBuilder();
    while (token.find()) {
      String meant =
          token.group(2) == null ? letters.get(token.group(1)) : environment.get(token.group(2));
      if (meant == null) {
        return Optional.empty();
      }
      token.appendReplacement(text, Matcher.quoteReplacement(meant));
    }
    return Optional.of(token.appendTail(text).toString());
  }
}
