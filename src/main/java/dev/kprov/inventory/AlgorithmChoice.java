package dev.kprov.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which algorithms the operator's SSH configuration allows, where it says so.
 *
 * @param lists as ssh_config(5) has them: names and patterns with commas; after {@code +}, {@code
 *     -} or {@code ^} they are added to the usual ones, taken from them, or put before them
 * @param rsaBits the least size of an RSA key
 */
public record AlgorithmChoice(Map<Option, String> lists, Optional<Integer> rsaBits) {

  /** Nothing is said. */
  public static final AlgorithmChoice USUAL = new AlgorithmChoice(Map.of(), Optional.empty());

  public AlgorithmChoice {
    lists = Map.copyOf(lists);
  }

  /** The options that list algorithms. */
  public enum Option {
    KEY_EXCHANGES("KexAlgorithms"),
    CIPHERS("Ciphers"),
    MACS("MACs"),
    HOST_KEYS("HostKeyAlgorithms"),
    LOGIN_KEYS("PubkeyAcceptedAlgorithms"),
    AUTHORITIES("CASignatureAlgorithms");

    private final String keyword;

    Option(String keyword) {
      this.keyword = keyword;
    }

    /** As people write it in an SSH configuration. */
    public String keyword() {
      return keyword;
    }
  }

  /** The same, where one thing is not said. */
  public AlgorithmChoice without(Option option) {
    Map<Option, String> others = new HashMap<>(lists);
    others.remove(option);
    return new AlgorithmChoice(others, rsaBits);
  }

  /** What is said of one kind of algorithms. */
  public Optional<String> of(Option option) {
    return Optional.ofNullable(lists.get(option));
  }
}
