package dev.kprov.pki;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of the API server's EncryptionConfiguration (kubernetes.io, "Encrypting Confidential
 * Data at Rest"). The provider {@code identity} comes last, so that what was stored in the clear
 * can still be read.
 */
public final class EncryptionConfigs {

  /** All providers that kprov writes take a key of 32 bytes. */
  public static final int KEY_BYTES = 32;

  /** The lines of such a file without indentation and dashes, of one list of resources. */
  private static final Pattern LINES =
      Pattern.compile(
          "(?:(?:kind|apiVersion): \\S+\\n){2}"
              + "resources:\\nresources:\\n(?<resources>(?:[^\\n:]+\\n)+)"
              + "providers:\\n(?<provider>aescbc|aesgcm|secretbox):\\nkeys:\\n"
              + "name: (?<name>[^\\n]+)\\nsecret: (?<secret>\\S+)\\n"
              + "(?:name: [^\\n]+\\nsecret: \\S+\\n)*"
              + "identity: \\{\\}\\n");

  private EncryptionConfigs() {}

  /**
   * Makes an EncryptionConfiguration.
   *
   * @param key {@link #KEY_BYTES} random bytes
   */
  public static Secret render(Item.Encryption item, Secret key) {
    String text =
        """
        kind: EncryptionConfiguration
        apiVersion: apiserver.config.k8s.io/v1
        resources:
          - resources:
        %s
            providers:
              - %s:
                  keys:
                    - name: %s
                      secret: %s
              - identity: {}
        """
            .formatted(
                item.resources().stream()
                    .map(resource -> "      - " + YamlScalar.write(resource))
                    .collect(Collectors.joining("\n")),
                item.provider().word(),
                YamlScalar.write(item.keyName()),
                key.use(EncryptionConfigs::base64));
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a file that kprov made, or one of the form that the guides use. Empty for every other
   * form, such as several lists of resources or an active provider {@code identity}.
   */
  public static Optional<Holding.EncryptionInfo> read(Secret file) {
    return file.use(bytes -> {
      Matcher lines = LINES.matcher(bare(new String(bytes, StandardCharsets.UTF_8)));
      return lines.matches() ? info(lines) : Optional.empty();
    });
  }

  private static Optional<Holding.EncryptionInfo> info(Matcher lines) {
    List<String> resources = lines.group("resources").lines().map(YamlScalar::read).toList();
    return key(YamlScalar.read(lines.group("secret")))
        .map(key ->
            new Holding.EncryptionInfo(
                lines.group("provider"), YamlScalar.read(lines.group("name")), resources, key));
  }

  private static Optional<Sha256> key(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      return key.length == KEY_BYTES ? Optional.of(Sha256.of(key)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String bare(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("^[ ]*(- )*[ ]*", "").stripTrailing())
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String base64(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an encryption key has 32 bytes, not " + key.length);
    }
    return Base64.getEncoder().encodeToString(key);
  }
}
