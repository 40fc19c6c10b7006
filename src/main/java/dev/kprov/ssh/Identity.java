package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.signature.Signature;

/**
 * A private key by which the operator logs in. Shared by all connections of a run.
 *
 * @param source where it is: its file, or its name in the agent
 * @param shown its public half
 * @param algorithms those by which it may sign, best first
 * @param sure whether to sign with it at once. Else the server is first asked whether the key would
 *     do, which costs a round trip, and spares a person from having to confirm in vain
 * @param signer signs with it
 */
record Identity(
    String source, HostKey shown, List<String> algorithms, boolean sure, Signer signer) {

  Identity {
    algorithms = List.copyOf(algorithms);
  }

  private Identity(String source, HostKey shown, boolean sure, Signer signer) {
    this(source, shown, shown.algorithms(), sure, signer);
  }

  /** Signs as RFC 4252, section 7 wants it. */
  interface Signer {

    /**
     * Signs.
     *
     * @param algorithm one of the key's
     * @return the name of the signature's format, and its bytes
     */
    byte[] sign(String algorithm, byte[] data) throws Agent.Failure, InterruptedException;
  }

  static Identity of(Path file, KeyPair pair) {
    return new Identity(
        file.toString(),
        HostKey.of(pair.getPublic()),
        true,
        (algorithm, data) -> sign(pair, algorithm, data));
  }

  /** The same key, shown by a certificate of it. */
  Identity certified(Path file, HostKey certificate) {
    return new Identity(
        file.toString(),
        certificate,
        sure,
        (algorithm, data) -> signer.sign(HostKey.withoutCertificate(algorithm), data));
  }

  static Identity of(Agent agent, AgentKey held, boolean sure) {
    return new Identity(
        "the agent's " + (held.comment().isEmpty() ? "key" : held.comment()),
        held.key(),
        sure,
        (algorithm, data) -> agent.sign(held.key(), algorithm, data));
  }

  /** The same where the operator limits by what to log in; nothing where it must not be used. */
  Optional<Identity> within(AlgorithmChoice choice) {
    List<String> left =
        choice
            .of(AlgorithmChoice.Option.LOGIN_KEYS)
            .map(list -> new AlgorithmList(list).of(algorithms))
            .orElse(algorithms);
    return left.isEmpty() || choice.rsaBits().filter(shown::isRsaBelow).isPresent()
        ? Optional.empty()
        : Optional.of(new Identity(source, shown, left, sure, signer));
  }

  private static byte[] sign(KeyPair pair, String algorithm, byte[] data) {
    Signature signature = SshAlgorithms.keyAlgorithm(algorithm).newSignature();
    signature.initSign(pair.getPrivate());
    signature.update(data);
    return new Buffer.PlainBuffer()
        .putString(signature.getSignatureName())
        .putString(signature.encode(signature.sign()))
        .getCompactData();
  }

  /** Where it is, its type and fingerprint; never the key. */
  @Override
  public String toString() {
    return source + " (" + shown.type() + " " + shown.fingerprint() + ")";
  }
}
