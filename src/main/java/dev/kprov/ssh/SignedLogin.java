package dev.kprov.ssh;

import dev.kprov.inventory.LoginMethod;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login by one key with one signature algorithm (RFC 4252, section 7), and no second try with
 * another one, which sshj's own method makes and a server counts.
 */
final class SignedLogin extends AbstractAuthMethod {

  /** The name of the method in the protocol. */
  static final String NAME = LoginMethod.PUBLIC_KEY.word();

  private final Identity key;
  private final String algorithm;

  SignedLogin(Identity key, String algorithm) {
    super(NAME);
    this.key = key;
    this.algorithm = algorithm;
  }

  /** The key, as people know it. */
  String key() {
    return key.toString();
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    return key.sure() ? signed() : request(false);
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message == Message.USERAUTH_60 && !key.sure()) { // SSH_MSG_USERAUTH_PK_OK
      params.getTransport().write(signed());
    } else {
      super.handle(message, packet);
    }
  }

  private SSHPacket signed() throws UserAuthException {
    SSHPacket request = request(true);
    byte[] data =
        new Buffer.PlainBuffer()
            .putString(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      request.putString(key.signer().sign(algorithm, data));
      return request;
    } catch (Agent.Failure e) {
      throw new UserAuthException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserAuthException("interrupted", e);
    }
  }

  private SSHPacket request(boolean signed) throws UserAuthException {
    SSHPacket request = super.buildReq();
    request.putBoolean(signed).putString(algorithm).putString(key.shown().blob());
    return request;
  }
}
