package dev.kprov.pki;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of kubeconfigs, as {@code kubectl config} with {@code --embed-certs} writes it: the same
 * input always gives the same bytes.
 */
public final class Kubeconfigs {

  private static final String KEY_DATA = "client-key-data: ";
  private static final Pattern KIND = Pattern.compile("(?m)^kind:\\s*\"?Config\"?\\s*$");
  private static final Pattern KEY = Pattern.compile(KEY_DATA + "(\\S+)");
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?m)^[\\s-]*(client-key-data|token|password):\\s*\\S");
  private static final Pattern WORDS = Pattern.compile("(?m)^[\\s-]*(token|password):\\s*\\S");

  private Kubeconfigs() {}

  /** Whether a text is a kubeconfig, whoever wrote it. */
  public static boolean is(String text) {
    return KIND.matcher(text).find();
  }

  /** Whether a kubeconfig lets in whoever has it. */
  public static boolean holdsCredential(String text) {
    return CREDENTIAL.matcher(text).find();
  }

  /** Whether a kubeconfig has a credential that somebody may have thought up. */
  public static boolean holdsWords(String text) {
    return WORDS.matcher(text).find();
  }

  /**
   * SHA-256 of a kubeconfig in which the hash of its public half stands for each key; of what is no
   * key in the form that kprov writes, nothing does.
   *
   * @param reader finds that hash of a key in PEM
   */
  public static Sha256 form(Secret file, Function<Secret, Optional<Sha256>> reader) {
    return file.use(bytes -> {
      String text = new String(bytes, StandardCharsets.UTF_8);
      String form = KEY.matcher(text).replaceAll(found -> KEY_DATA + known(found.group(1), reader));
      return Sha256.of(form.getBytes(StandardCharsets.UTF_8));
    });
  }

  private static String known(String base64, Function<Secret, Optional<Sha256>> reader) {
    try {
      byte[] pem = Base64.getDecoder().decode(base64);
      return base64(pem).equals(base64)
          ? reader.apply(Secret.of(pem)).map(Sha256::hex).orElse("")
          : "";
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /**
   * What the public lines of a kubeconfig say. A file with several clusters or users has several of
   * each; one that kprov made has one.
   *
   * @param servers URLs of API servers
   * @param authorities certificates that clients trust, as PEM text
   * @param clients certificates that clients show, as PEM text
   */
  public record Excerpt(List<String> servers, List<String> authorities, List<String> clients) {

    public Excerpt {
      servers = List.copyOf(servers);
      authorities = List.copyOf(authorities);
      clients = List.copyOf(clients);
    }
  }

  /** Where a client's key is. */
  public sealed interface ClientKey {

    /**
     * In the kubeconfig itself.
     *
     * @param pem the file of the key
     */
    record Embedded(Secret pem) implements ClientKey {}

    /**
     * With its owner.
     *
     * @param name of the file that the owner keeps beside the kubeconfig
     */
    record Beside(String name) implements ClientKey {}
  }

  /** Makes a kubeconfig with the key in it; see the other {@code render}. */
  public static Secret render(
      Item.Kubeconfig item, byte[] authorityPem, byte[] certificatePem, Secret keyPem) {
    return render(item, authorityPem, certificatePem, new ClientKey.Embedded(keyPem));
  }

  /**
   * Makes a kubeconfig.
   *
   * @param authorityPem the file of the authority to trust
   * @param certificatePem the file of the client's certificate
   * @param key where its key is
   */
  public static Secret render(
      Item.Kubeconfig item, byte[] authorityPem, byte[] certificatePem, ClientKey key) {
    Entries entries = entries(item, authorityPem, certificatePem, key);
    String text =
        """
        apiVersion: v1
        clusters:
        %s
        contexts:
        %s
        current-context: %s
        kind: Config
        preferences: {}
        users:
        %s
        """
            .formatted(
                String.join("\n", entries.cluster()),
                String.join("\n", entries.context()),
                YamlScalar.write(item.context()),
                String.join("\n", entries.user()));
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The entries of a kubeconfig, each as lines of YAML for its list, the first with the dash.
   *
   * @param user holds the key
   */
  public record Entries(List<String> cluster, List<String> context, List<String> user) {

    public Entries {
      cluster = List.copyOf(cluster);
      context = List.copyOf(context);
      user = List.copyOf(user);
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /** Makes the entries alone, for a kubeconfig that has others too; see {@code render}. */
  public static Entries entries(
      Item.Kubeconfig item, byte[] authorityPem, byte[] certificatePem, ClientKey key) {
    return new Entries(
        List.of(
            "- cluster:",
            "    certificate-authority-data: " + base64(authorityPem),
            "    server: " + YamlScalar.write(item.server()),
            "  name: " + YamlScalar.write(item.cluster())),
        List.of(
            "- context:",
            "    cluster: " + YamlScalar.write(item.cluster()),
            "    user: " + YamlScalar.write(item.user()),
            "  name: " + YamlScalar.write(item.context())),
        List.of(
            "- name: " + YamlScalar.write(item.user()),
            "  user:",
            "    client-certificate-data: " + base64(certificatePem),
            "    " + keyLine(key)));
  }

  /** A name as it stands in a kubeconfig. */
  public static String scalar(String name) {
    return YamlScalar.write(name);
  }

  private static String keyLine(ClientKey key) {
    return switch (key) {
      case ClientKey.Embedded(Secret pem) -> KEY_DATA + pem.use(Kubeconfigs::base64);
      case ClientKey.Beside(String name) -> "client-key: " + YamlScalar.write(name);
    };
  }

  /**
   * Reads the lines of a kubeconfig that are no secret, as they were filtered out of a file on a
   * host. Lines of any other kind, and data that is no Base64, are passed over.
   */
  public static Excerpt read(String lines) {
    return new Excerpt(
        values(lines, "server:").map(YamlScalar::read).toList(),
        values(lines, "certificate-authority-data:").flatMap(Kubeconfigs::decoded).toList(),
        values(lines, "client-certificate-data:").flatMap(Kubeconfigs::decoded).toList());
  }

  private static Stream<String> values(String lines, String key) {
    return lines
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip());
  }

  private static Stream<String> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(YamlScalar.read(base64));
      return Stream.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      return Stream.empty();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
