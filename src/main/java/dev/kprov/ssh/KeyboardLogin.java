package dev.kprov.ssh;

import dev.kprov.base.Secret;
import dev.kprov.inventory.LoginMethod;
import dev.kprov.wire.RemoteFailure;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login by answers to whatever the server asks (RFC 4256), and by those alone that are known: the
 * first question, if it is for one secret, is one for the password.
 */
final class KeyboardLogin extends AbstractAuthMethod {

  private final Talk talk;
  private int answered;

  /** The server asks what nobody has answered yet. */
  static final class Unanswered extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Need need;

    Unanswered(Need need) {
      super("a question is open");
      this.need = need;
    }

    Need need() {
      return need;
    }
  }

  KeyboardLogin(Talk talk) {
    super(LoginMethod.KEYBOARD_INTERACTIVE.word());
    this.talk = talk;
  }

  /** Whether the server has asked anything and had an answer. */
  boolean hasAnswered() {
    return answered > 0;
  }

  @Override
  protected SSHPacket buildReq() throws UserAuthException {
    SSHPacket request = super.buildReq();
    request.putString("").putString(""); // no language, no preference
    return request;
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60) { // SSH_MSG_USERAUTH_INFO_REQUEST
      super.handle(message, packet);
      return;
    }
    Question question = question(packet);
    SSHPacket response = new SSHPacket(Message.USERAUTH_INFO_RESPONSE);
    List<Secret> answers = answers(question);
    response.putUInt32(answers.size());
    answers.forEach(answer -> answer.use(response::putString));
    params.getTransport().write(response);
    answered += answers.size();
  }

  private static Question question(SSHPacket packet) throws UserAuthException {
    try {
      return Question.read(packet);
    } catch (Buffer.BufferException | RemoteFailure e) {
      throw new UserAuthException(e.getMessage(), e);
    }
  }

  private List<Secret> answers(Question question) throws UserAuthException {
    boolean forPassword = answered == 0 && question.isForOneSecret();
    Optional<List<Secret>> known =
        forPassword ? talk.password().map(List::of) : talk.answers(question);
    if (known.isPresent()) {
      return known.get();
    }
    Unanswered open =
        new Unanswered(
            forPassword
                ? new Need.OfPassword(talk.shown(question).getFirst())
                : new Need.OfAnswers(question));
    throw new UserAuthException(open.getMessage(), open);
  }
}
