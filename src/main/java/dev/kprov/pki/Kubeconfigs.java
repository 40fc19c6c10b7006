package dev.kprov.pki;

import dev.kprov.base.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The text of kubeconfigs, as {@code kubectl config} with {@code --embed-certs} writes it: the same
 * input always gives the same bytes.
 */
public final class Kubeconfigs {

  private Kubeconfigs() {}

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

  /**
   * Makes a kubeconfig.
   *
   * @param authorityPem the file of the authority to trust
   * @param certificatePem the file of the client's certificate
   * @param keyPem the file of its key
   */
  public static Secret render(
      Item.Kubeconfig item, byte[] authorityPem, byte[] certificatePem, Secret keyPem) {
    String text =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: %s
            server: %s
          name: %s
        contexts:
        - context:
            cluster: %s
            user: %s
          name: %s
        current-context: %s
        kind: Config
        preferences: {}
        users:
        - name: %s
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
            .formatted(
                base64(authorityPem),
                YamlScalar.write(item.server()),
                YamlScalar.write(item.cluster()),
                YamlScalar.write(item.cluster()),
                YamlScalar.write(item.user()),
                YamlScalar.write(item.context()),
                YamlScalar.write(item.context()),
                YamlScalar.write(item.user()),
                base64(certificatePem),
                keyPem.use(Kubeconfigs::base64));
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
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
