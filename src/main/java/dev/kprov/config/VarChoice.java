package dev.kprov.config;

import java.util.List;

/**
 * A var that may have certain values only.
 *
 * @param value by default
 * @param allowed the values that it may have
 * @param otherwise what every other value is, for messages: {@code no host of role control}
 */
record VarChoice(String value, List<String> allowed, String otherwise) {

  VarChoice {
    allowed = List.copyOf(allowed);
  }
}
