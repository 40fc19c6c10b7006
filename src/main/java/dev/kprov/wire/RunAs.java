package dev.kprov.wire;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.SshSettings;
import java.util.Optional;

/**
 * As whom commands run on a host, and so what stands before the shell in the exec string. Nothing
 * that sudo, doas or su say is ever parsed: they ran the commands where there is a framed answer.
 */
public sealed interface RunAs {

  /** What never asks for anything. */
  sealed interface Direct extends RunAs {

    /** What comes before {@code -c 'SCRIPT'}; every login shell passes it on. */
    String shell();
  }

  /** As the user who logged in. */
  record Login() implements Direct {

    @Override
    public String shell() {
      return "/bin/sh";
    }
  }

  /**
   * As another user, through sudo, which may ask for a password.
   *
   * @param login who logged in
   * @param user as whom the commands run
   */
  record Sudo(String login, String user) implements RunAs {

    public Sudo {
      plain(user);
    }

    /** It asks for a password, and there is none. */
    RemoteFailure unanswered(String said) {
      return new RemoteFailure(
          "sudo asks for the password of %s, and nobody gave it: %s".formatted(login, said),
          Optional.of(
              "run kprov on a terminal, or give it on a file descriptor: --become-password-fd 3"
                  + " 3<FILE; or let sudo ask for none, by this line in sudoers: "
                  + login
                  + " ALL=(ALL) NOPASSWD: ALL"));
    }

    /** The password was wrong, and there is no other. */
    RemoteFailure wrong(String said) {
      return new RemoteFailure(
          "sudo did not take the password of %s: %s".formatted(login, said),
          Optional.of(
              "is it the one that sudo asks for there, and does sudoers let %s become all others?"
                  .formatted(login)));
    }

    /** There is no password that was right on another host. */
    RemoteFailure notTried(String where) {
      return new RemoteFailure(
          "sudo asks for the password of %s, which was wrong or not given on %s"
              .formatted(login, where),
          Optional.of("if only %1$s is at fault, leave it out: --limit '!%1$s'".formatted(where)));
    }
  }

  /**
   * As another user, through doas, which must not ask for a password: it takes one from a terminal
   * only.
   *
   * @param login who logged in
   * @param user as whom the commands run
   */
  record Doas(String login, String user) implements Direct {

    public Doas {
      plain(user);
    }

    @Override
    public String shell() {
      return "doas -n -u " + user + " /bin/sh";
    }
  }

  /**
   * As another user, from a login as root.
   *
   * @param user as whom the commands run
   */
  record Su(String user) implements Direct {

    public Su {
      plain(user);
    }

    /** The options of su first, those of the shell last: so it is for busybox, too. */
    @Override
    public String shell() {
      return "su -s /bin/sh " + user;
    }
  }

  /** The user who looks at a host and changes it, as the inventory has it. */
  static RunAs atWork(SshSettings ssh) {
    return ssh.become() == Become.NONE ? new Login() : writer(ssh, "root");
  }

  /** A user who writes what root at work must not write. */
  static RunAs writer(SshSettings ssh, String user) {
    if (ssh.user().equals(user)) {
      return new Login();
    }
    return ssh.user().equals("root")
        ? new Su(user)
        : switch (ssh.become()) {
          case NONE -> new Su(user);
          case SUDO -> new Sudo(ssh.user(), user);
          case DOAS -> new Doas(ssh.user(), user);
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
                  "sudoers needs the line: %1$s ALL=(ALL) ALL; and where requiretty is set:"
                          .formatted(login)
                      + " Defaults:%1$s !requiretty".formatted(login)));
      case Doas(String login, String user) ->
          new RemoteFailure(
              "doas did not run the commands for " + login + " as " + user + why,
              Optional.of(
                  "doas asks for passwords on a terminal only, so /etc/doas.conf needs the line:"
                      + " permit nopass "
                      + login));
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
