package dev.kprov.ssh;

import dev.kprov.base.Secret;
import dev.kprov.wire.Password;
import java.util.Optional;

/** The operator, where a server wants more than a key; the desk knows the terminal. */
public interface LoginQuestions {

  /**
   * The password of a login.
   *
   * @param server where it is wanted, as people write it
   */
  Password password(String user, String server);

  /**
   * Asks once.
   *
   * @param prompt fit to be shown
   * @param echo whether what is typed may be seen
   * @return nothing where nobody can be asked, or says nothing
   */
  Optional<Secret> answer(String prompt, boolean echo);

  /** Nobody can be asked. */
  LoginQuestions NOBODY =
      new LoginQuestions() {
        @Override
        public Password password(String user, String server) {
          return Password.NONE;
        }

        @Override
        public Optional<Secret> answer(String prompt, boolean echo) {
          return Optional.empty();
        }
      };
}
