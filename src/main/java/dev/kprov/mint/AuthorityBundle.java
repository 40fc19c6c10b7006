package dev.kprov.mint;

import dev.kprov.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operator offers of an authority, from one or more PEM files in which certificates and
 * keys may be mixed.
 *
 * @param certificates in the order in which they were found
 * @param keys in the same order
 */
public record AuthorityBundle(List<Certificate> certificates, List<Key> keys) {

  public AuthorityBundle {
    certificates = List.copyOf(certificates);
    keys = List.copyOf(keys);
  }

  /** A private key that was offered. */
  public sealed interface Key {

    /** The block as it was, for the store. */
    Secret pem();

    /** One that everybody can read who has the file. */
    record Open(PrivateKeyPair pair, Secret pem) implements Key {}

    /** One that is encrypted. */
    record Sealed(SealedKey key) implements Key {
      @Override
      public Secret pem() {
        return key.pem();
      }
    }
  }

  /**
   * Reads one PEM text. Text around the blocks and blocks of other kinds (parameters, requests,
   * public keys) are passed over.
   */
  public static Reading<AuthorityBundle> read(Secret text) {
    return text.use(bytes -> {
      try {
        return new Reading.Good<>(of(Pem.blocks(bytes)));
      } catch (Unreadable e) {
        return e.asValue();
      }
    });
  }

  private static AuthorityBundle of(List<Pem.Block> blocks) throws Unreadable {
    List<Certificate> certificates = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (Pem.Block block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(Certificates.certificate(block, List.of()));
      } else if (block.label().endsWith("PRIVATE KEY")) {
        keys.add(key(block));
      }
    }
    return new AuthorityBundle(certificates, keys);
  }

  private static Key key(Pem.Block block) throws Unreadable {
    Optional<SealedKey> sealed = SealedKey.of(block);
    return sealed.isPresent()
        ? new Key.Sealed(sealed.get())
        : new Key.Open(KeyForms.read(block), Secret.of(block.text()));
  }
}
