package dev.kprov.wire;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.SshSettings;
import java.util.Optional;

/**
 * As whom commands run on a host, and so what stands before the shell in the exec string. Nothing
 * that sudo or su say is ever parsed: they ran the commands where there is a framed answer.
 */
public sealed interface RunAs {

  /** As the user who logged in. */
  record Login() implements RunAs {}

  /**
   * As another user, through sudo, which must not ask for a password.
   *
   * @param login who logged in
   * @param user as whom the commands run
   */
  record Sudo(String login, String user) implements RunAs {

    public Sudo {
      plain(user);
    }
  }

  /**
   * As another user, from a login as root.
   *
   * @param user as whom the commands run
   */
  record Su(String user) implements RunAs {

    public Su {
      plain(user);
    }
  }

  /** The user who looks at a host and changes it, as the inventory has it. */
  static RunAs atWork(SshSettings ssh) {
    return switch (ssh.become()) {
      case NONE -> new Login();
      case SUDO -> ssh.user().equals("root") ? new Login() : new Sudo(ssh.user(), "root");
    };
  }

  /** A user who writes what root at work must not write. */
  static RunAs writer(SshSettings ssh, String user) {
    if (ssh.user().equals(user)) {
      return new Login();
    }
    return ssh.become() == Become.SUDO && !ssh.user().equals("root")
        ? new Sudo(ssh.user(), user)
        : new Su(user);
  }

  /** What comes before {@code -c 'SCRIPT'}; every login shell passes it on. */
  default String shell() {
    return switch (this) {
      case Login() -> "/bin/sh";
      case Sudo(String _, String user) -> "sudo -n -u " + user + " /bin/sh";
      // The options of su first, those of the shell last: so it is for busybox, too.
      case Su(String user) -> "su -s /bin/sh " + user;
    };
  }

  /**
   * Why there is no answer.
   *
   * @param said what the host said instead, fit to be shown; may be empty
   */
  default RemoteFailure silent(int exit, String said) {
    String why = " (exit status " + exit + ")" + (said.isEmpty() ? "" : ": " + said);
    return switch (this) {
      case Login() ->
          new RemoteFailure(
              "the login shell did not run the commands of kprov" + why,
              Optional.of("the user needs a shell that runs: /bin/sh -c 'command'"));
      case Sudo(String login, String user) ->
          new RemoteFailure(
              "sudo did not run the commands for " + login + " as " + user + why,
              Optional.of(
                  "sudoers needs the line: %1$s ALL=(ALL) NOPASSWD: ALL; and where requiretty is"
                          .formatted(login)
                      + " set: Defaults:%1$s !requiretty".formatted(login)));
      case Su(String user) ->
          new RemoteFailure(
              "su did not run the commands as " + user + why,
              Optional.of("on the host this must work for root: su -s /bin/sh " + user));
    };
  }

  private static void plain(String user) {
    if (!user.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("no user name for an exec string: " + user);
    }
  }
}
