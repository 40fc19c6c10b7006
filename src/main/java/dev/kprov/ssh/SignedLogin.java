package dev.kprov.ssh;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.KeyedAuthMethod;

/**
 * Login by a key, signed at once (RFC 4252, section 7). sshj and ssh first ask whether the key
 * would do, so as not to ask a person for a passphrase in vain; ours are unlocked by then, and the
 * question costs a round trip to every host.
 */
final class SignedLogin extends KeyedAuthMethod {

  SignedLogin(KeyProvider key) {
    super("publickey", key);
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return putSig(putPubKey(super.buildReq().putBoolean(true)));
  }
}
