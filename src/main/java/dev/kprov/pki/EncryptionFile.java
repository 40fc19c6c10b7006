package dev.kprov.pki;

import dev.kprov.base.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an encryption configuration says beside its keys, whoever wrote it: YAML in block style, one
 * provider a line.
 *
 * @param kind {@code EncryptionConfiguration}, or the {@code EncryptionConfig} of before 1.13
 * @param apiVersion {@code apiserver.config.k8s.io/v1}
 * @param providers in order, over all lists of resources
 * @param plain whether some list of resources has {@code identity} first, which encrypts nothing
 */
public record EncryptionFile(
    String kind, String apiVersion, List<String> providers, boolean plain) {

  private static final Pattern PROVIDER =
      Pattern.compile("-\\s+(aescbc|aesgcm|secretbox|kms|identity):.*");
  private static final Pattern KIND = Pattern.compile("kind:\\s*EncryptionConfig(uration)?\\s*");

  public EncryptionFile {
    providers = List.copyOf(providers);
  }

  /** Reads a file; empty where it is no encryption configuration. */
  public static Optional<EncryptionFile> read(Secret file) {
    return file.use(bytes -> read(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<EncryptionFile> read(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    return lines.stream().anyMatch(line -> KIND.matcher(line).matches())
        ? Optional.of(
            new EncryptionFile(
                value(lines, "kind:"),
                value(lines, "apiVersion:"),
                providers(lines.stream()).toList(),
                plain(lines)))
        : Optional.empty();
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> YamlScalar.read(line.substring(key.length())))
        .findFirst()
        .orElse("");
  }

  private static Stream<String> providers(Stream<String> lines) {
    return lines.map(PROVIDER::matcher).filter(Matcher::matches).map(provider -> provider.group(1));
  }

  /** The first provider of a list is the one that writes. */
  private static boolean plain(List<String> lines) {
    boolean first = false;
    for (String line : lines) {
      Optional<String> provider = providers(Stream.of(line)).findFirst();
      if (first && provider.filter("identity"::equals).isPresent()) {
        return true;
      }
      first = line.matches("(-\\s+)?providers:") || (first && provider.isEmpty());
    }
    return false;
  }
}
