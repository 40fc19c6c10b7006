package dev.kprov.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.List;
import java.util.Map;

/**
 * The one entry that the JDK lacks for sshj: a key factory by the name {@code ECDSA}, which the JDK
 * calls {@code EC}. Without it sshj can read no ECDSA key, unless Bouncy Castle is registered for
 * the whole JVM, which would slow down every connection by a third.
 *
 * <p>Beside {@code mint.NativeCryptography} the only place where the program touches the JVM's list
 * of providers (decision 0050).
 */
final class EcdsaKeys extends Provider {

  private static final long serialVersionUID = 1L;

  private static final String NAME = "kprov-ecdsa";

  private EcdsaKeys() {
    super(NAME, "1", "the JDK's EC key factory under the name ECDSA");
    putService(
        new Service(this, "KeyFactory", "ECDSA", Factory.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Factory(KeyFactory.getInstance("EC"));
          }
        });
  }

  /** Appends the entry to the JVM's providers, once. */
  static void register() {
    Security.addProvider(new EcdsaKeys());
  }

  /** Passes everything on to the JDK's factory. */
  private static final class Factory extends KeyFactorySpi {

    private final KeyFactory ec;

    Factory(KeyFactory ec) {
      this.ec = ec;
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return ec.generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return ec.generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
        throws InvalidKeySpecException {
      return ec.getKeySpec(key, spec);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return ec.translateKey(key);
    }
  }
}
