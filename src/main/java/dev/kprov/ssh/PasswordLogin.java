package dev.kprov.ssh;

import dev.kprov.base.Secret;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.wire.RemoteFailure;
import java.util.Optional;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Login by password (RFC 4252, section 8). */
final class PasswordLogin extends AbstractAuthMethod {

  private final Secret password;

  PasswordLogin(Secret password) {
    super(LoginMethod.PASSWORD.word());
    this.password = password;
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    SSHPacket request = super.buildReq();
    request.putBoolean(false); // not to be changed
    return password.use(request::putString);
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message == Message.USERAUTH_60) { // SSH_MSG_USERAUTH_PASSWD_CHANGEREQ
      throw new UserAuthException(
          "expired",
          new RemoteFailure(
              "the password has expired", Optional.of("log in with ssh and choose another one")));
    }
    super.handle(message, packet);
  }
}
