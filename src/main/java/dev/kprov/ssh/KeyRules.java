package dev.kprov.ssh;

import dev.kprov.inventory.AlgorithmChoice;
import java.util.List;
import java.util.Optional;

/**
 * What the operator's SSH configuration demands of every host key, whoever vouches for it.
 *
 * @param revoked the files of {@code RevokedHostKeys}
 * @param choice which algorithms may be used
 */
record KeyRules(List<RevokedKeys> revoked, AlgorithmChoice choice) {

  static final KeyRules NONE = new KeyRules(List.of(), AlgorithmChoice.USUAL);

  KeyRules {
    revoked = List.copyOf(revoked);
  }

  /**
   * What speaks against a key.
   *
   * @param shown the certificate that it is, if it is one
   */
  Optional<Verdict> against(HostKey offered, Optional<HostCertificate> shown) {
    for (RevokedKeys list : revoked) {
      if (list.revoke(offered, shown)) {
        return Optional.of(new Verdict.Revoked(list.file() + " lists this key (RevokedHostKeys)"));
      }
    }
    return choice
        .rsaBits()
        .filter(least -> offered.isRsaBelow(least))
        .map(least -> new Verdict.TooShort(least));
  }

  /** Whether a certificate may be signed so. */
  boolean allowsSignature(String algorithm) {
    return choice
        .of(AlgorithmChoice.Option.AUTHORITIES)
        .map(list -> new AlgorithmList(list).of(List.of(algorithm)).contains(algorithm))
        .orElse(true);
  }
}
