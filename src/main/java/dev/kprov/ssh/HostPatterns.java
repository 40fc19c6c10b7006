package dev.kprov.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first field of a known_hosts line: which hosts it speaks of. */
sealed interface HostPatterns {

  /**
   * Whether the line speaks of this host.
   *
   * @param name in lower case, with port where that is not 22
   */
  boolean match(String name);

  /** The only names that can match, where they stand there in full; nothing where one must try. */
  Optional<List<String>> names();

  /**
   * Reads the field.
   *
   * @throws IllegalArgumentException where a hashed name is not well formed
   */
  static HostPatterns parse(String field) {
    return field.startsWith("|")
        ? Hashed.parse(field)
        : new Plain(List.of(field.toLowerCase(Locale.ROOT).split(",", -1)));
  }

  /**
   * Names and patterns, separated by commas: {@code *} and {@code ?} are wildcards, {@code !} takes
   * hosts out again, whatever the order (match_pattern_list in OpenSSH).
   */
  record Plain(List<String> patterns) implements HostPatterns {

    public Plain {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean match(String name) {
      return patterns.stream().noneMatch(p -> p.startsWith("!") && glob(p.substring(1), name))
          && patterns.stream().anyMatch(p -> !p.startsWith("!") && glob(p, name));
    }

    @Override
    public Optional<List<String>> names() {
      return Optional.of(patterns).filter(all -> all.stream().noneMatch(Plain::isPattern));
    }

    private static boolean isPattern(String text) {
      return text.startsWith("!") || text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Matches without recursion, in time linear in the product of both lengths. */
    private static boolean glob(String pattern, String text) {
      int p = 0;
      int star = -1;
      int resume = 0;
      for (int t = 0; t < text.length(); ) {
        if (p < pattern.length() && pattern.charAt(p) == '*') {
          star = p++;
          resume = t;
        } else if (p < pattern.length()
            && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
          p++;
          t++;
        } else if (star >= 0) {
          p = star + 1;
          t = ++resume;
        } else {
          return false;
        }
      }
      return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
  }

  /** {@code |1|salt|hash}: HMAC-SHA1 of one name, keyed with the salt. */
  record Hashed(SecretKeySpec salt, String hash) implements HostPatterns {

    private static final String HMAC = "HmacSHA1";

    private static Hashed parse(String field) {
      String[] parts = field.split("\\|", -1);
      if (parts.length != 4 || !parts[1].equals("1")) {
        throw new IllegalArgumentException("a hashed name is not of the form |1|salt|hash");
      }
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] hash = Base64.getDecoder().decode(parts[3]);
      if (salt.length != 20 || hash.length != 20) {
        throw new IllegalArgumentException("a hashed name has a salt or hash of a wrong length");
      }
      return new Hashed(new SecretKeySpec(salt, HMAC), Base64.getEncoder().encodeToString(hash));
    }

    @Override
    public boolean match(String name) {
      try {
        Mac hmac = Mac.getInstance(HMAC);
        hmac.init(salt);
        byte[] found = hmac.doFinal(name.getBytes(StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(found).equals(hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HmacSHA1", e);
      }
    }

    @Override
    public Optional<List<String>> names() {
      return Optional.empty();
    }
  }
}
