package dev.kprov.run;

import dev.kprov.base.Nearest;
import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.mint.KeyHolder;
import dev.kprov.mint.SigningRequest;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.Ledger;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.pki.User;
import dev.kprov.pki.UserRules;
import dev.kprov.plan.Finding;
import dev.kprov.result.JournalHead;
import dev.kprov.result.UserAdded;
import dev.kprov.result.UserEntry;
import dev.kprov.store.Store;
import dev.kprov.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The people and programs that the operator lets into the cluster. No host is looked at: what is
 * issued here goes to no host.
 */
public final class Users {

  private final StoreErrand errand;
  private final Pki pki;
  private final Instant now;
  private final Store store;

  public Users(StoreErrand errand) throws RunFailure {
    this.errand = errand;
    this.pki = errand.pki();
    this.now = errand.now();
    this.store = errand.store();
  }

  /**
   * Issues what a user lacks.
   *
   * @param folder where the user's files are written beside; none where they stay in the store
   */
  public UserAdded add(UserOrder order, Optional<Path> folder)
      throws RunFailure, InterruptedException {
    refuseIfAny(UserRules.faults(order.user(), pki, order.mastersAllowed()));
    UserTerms terms = UserTerms.of(pki, order.like(), order.issuer());
    try (StoreHold hold = errand.hold()) {
      StoreReader reader = reader(order.user(), terms);
      StoreState state = reader.state();
      Signers.require(terms.issuer(), state, store.folder(), now);
      refuseTwins(order.user(), state.ledger());
      UserKeys keys = UserKeys.held(store, reader, order.user());
      Optional<SigningRequest> asked = request(order, keys, state);
      UserDecision decision = UserDecision.of(order, terms, keys, asked, state, now);
      UserIssuance issuance = new UserIssuance(reader, decision.user(), terms, decision.key());
      if (decision.issue()) {
        errand.unsealing().open(terms.issuer().id(), reader);
        issuance.issue(
            decision.item(), String.join("; ", decision.reasons()), decision.fresh(), now);
      }
      Optional<JournalHead> line = carryOut(issuance, decision, hold.writer());
      return new UserAdded(
          entry(order.user().name()),
          decision.reasons(),
          decision.issue() ? warnings(decision, issuance, reader) : List.of(),
          line,
          folder.isPresent() ? issuance.export(folder.get()) : List.of());
    }
  }

  private StoreReader reader(User user, UserTerms terms) throws RunFailure {
    Item.Certificate files =
        user.certificate(
            terms.issuer().id(), terms.client().algorithm(), terms.client().validity());
    return StoreReader.read(
        store, new Pki(Stream.concat(pki.items().stream(), Stream.<Item>of(files)).toList()));
  }

  private static Optional<SigningRequest> request(UserOrder order, UserKeys keys, StoreState state)
      throws RunFailure {
    if (order.request().isEmpty()) {
      return Optional.empty();
    }
    SigningRequest request = UserKeys.request(order.request().get());
    keys.admit(order.user(), request, state.ledger());
    return Optional.of(request);
  }

  private static void refuseIfAny(List<Problem> problems) throws RunFailure {
    if (!problems.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.USAGE, problems);
    }
  }

  private static void refuseTwins(User user, Ledger ledger) throws RunFailure {
    Optional<String> twin =
        ledger.entries().stream()
            .flatMap(entry -> User.of(entry).stream())
            .map(User::name)
            .filter(name -> name.equalsIgnoreCase(user.name()) && !name.equals(user.name()))
            .findFirst();
    if (twin.isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.USAGE,
          "user "
              + user.name()
              + ": there is a user "
              + twin.get()
              + ", and only the case of letters tells the two apart",
          "choose another name");
    }
  }

  /** Writes what was made, if anything was. */
  private Optional<JournalHead> carryOut(
      UserIssuance issuance, UserDecision decision, StoreWriter writer) throws RunFailure {
    if (!issuance.write(writer)) {
      return Optional.empty();
    }
    String what = decision.issue() ? String.join("; ", decision.reasons()) : "kubeconfig";
    List<String> changes = List.of("issue " + decision.user().id() + " (" + what + ")");
    return Optional.of(errand.journal(changes, "issued", writer));
  }

  private List<Finding> warnings(UserDecision decision, UserIssuance issuance, StoreReader reader) {
    CertificateInfo ca = reader.certificate(decision.item().issuer()).orElseThrow().info();
    return UserWarnings.of(
        decision.user(), issuance.certificate(), ca, pki, now.plus(decision.item().validity()));
  }

  /** All users that the ledger knows, in the order of their names. */
  public List<UserEntry> list() throws RunFailure {
    Map<String, UserEntry> entries = new TreeMap<>();
    for (LedgerEntry line : store.ledger().entries()) {
      Optional<User> user = User.of(line);
      if (user.isPresent()) {
        entries.merge(user.get().name(), entry(user.get(), line), this::later);
      }
    }
    return List.copyOf(entries.values());
  }

  private UserEntry entry(User user, LedgerEntry line) throws RunFailure {
    boolean keepsKey = store.readSecret(user.requestFile()).isPresent();
    return new UserEntry(
        user, line.certificate().orElseThrow(), line.reason(), keepsKey, List.of());
  }

  private UserEntry later(UserEntry before, UserEntry after) {
    List<LedgerEntry.Signed> older = new ArrayList<>(before.older());
    older.add(before.certificate());
    older.removeIf(certificate -> now.isAfter(certificate.notAfter()));
    return new UserEntry(
        after.user(), after.certificate(), after.reason(), after.keepsKey(), older);
  }

  private UserEntry entry(String name) throws RunFailure {
    List<UserEntry> all = list();
    return all.stream()
        .filter(entry -> entry.user().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new RunFailure(
                RunFailure.Kind.USAGE,
                "there is no user " + name,
                Nearest.hint(name, all.stream().map(entry -> entry.user().name()).toList())));
  }

  /** The kubeconfig of a user as the inventory now wants it; nothing is written. */
  public Secret kubeconfig(String name, Optional<String> like) throws RunFailure {
    store.requireKeys();
    User user = entry(name).user();
    UserTerms terms = UserTerms.of(pki, like, Optional.empty());
    StoreReader reader = reader(user, terms);
    KeyHolder key =
        UserKeys.held(store, reader, user)
            .holder()
            .filter(_ -> reader.certificate(user.id()).isPresent())
            .orElseThrow(() ->
                new RunFailure(
                    RunFailure.Kind.BAD_FILE,
                    "the files of user " + name + " are missing from the store " + store.folder(),
                    "restore them from a backup, or add the user again"));
    return new UserIssuance(reader, user, terms, key).kubeconfig();
  }
}
