package dev.kprov.cli;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.User;
import dev.kprov.result.Conclusion;
import dev.kprov.run.UserOrder;
import dev.kprov.run.Users;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code kprov user add}. */
final class UserAddCommand extends InventoryCommand {

  private final Given<String> user =
      Parameter.of(String.class, 1, "NAME", "What the user is called in roles.").in(spec());

  private final Given<List<String>> groups =
      Option.several(
              String.class,
              "--group",
              "GROUP",
              "A group that the user is in; may be given several times.")
          .withCommas()
          .in(spec());

  private final Given<Duration> validity =
      Option.of(
              Duration.class,
              "--validity",
              "TIME",
              "How long: 8h, 30d, 1y (default: ${DEFAULT-VALUE}).")
          .readBy(new Span())
          .byDefault("8h")
          .in(spec());

  private final Given<Path> csr =
      Option.of(
              Path.class,
              "--csr",
              "FILE",
              "Sign this request of a user who keeps the key. Its signature is checked; what it"
                  + " asks for beside counts for nothing.")
          .in(spec());

  private final Given<KeyAlgorithm> key =
      Option.of(
              KeyAlgorithm.class,
              "--key",
              "KIND",
              "The kind of a new key (default: as in the playbook's own kubeconfig).")
          .readBy(new Kind())
          .in(spec());

  private final Given<String> like = UserCommand.like().in(spec());

  private final Given<String> issuer =
      Option.of(
              String.class,
              "--issuer",
              "AUTHORITY",
              "The authority that signs (default: the one that signed for that kubeconfig).")
          .in(spec());

  private final Given<Path> out =
      Option.of(
              Path.class,
              "--out",
              "DIR",
              "Also write key, certificates and kubeconfig there, each 0600.")
          .in(spec());

  private final Given<Boolean> renew =
      Option.flag(
              "--renew",
              "Issue anew, over the same key, even where the certificate is good or differs.")
          .in(spec());

  private final Given<Boolean> newKey =
      Option.flag("--new-key", "Issue anew with a new key, as for one that leaked.").in(spec());

  private final Given<Boolean> masters =
      Option.flag(
              "--allow-system-masters",
              "Let the user be in system:masters, which is above all roles.")
          .in(spec());

  UserAddCommand(RootCommand root) {
    super(
        root,
        "add",
        "Issues a client certificate for a user, and a kubeconfig. Kubernetes knows no revocation:"
            + " what is issued is good until it ends, so let it end soon.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.UserIssued(
        new Users(root().errand(inventory())).add(order(), out.maybe()));
  }

  private UserOrder order() {
    return new UserOrder(
        new User(user.get(), groups.get()),
        csr.maybe(),
        validity.get(),
        key.maybe(),
        issuer.maybe(),
        like.maybe(),
        masters.get(),
        renew.get() || newKey.get(),
        newKey.get());
  }

  /** Reads a span of time. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Lifetime.span(text)
          .orElseThrow(() -> new TypeConversionException("write 8h, 30d or 1y, not " + text));
    }
  }

  /** Reads a kind of key. */
  static final class Kind extends WordConverter<KeyAlgorithm> {
    Kind() {
      super("kind of key", KeyAlgorithm.values(), KeyAlgorithm::word);
    }
  }
}
