package dev.kprov.plan;

import dev.kprov.pki.AltNames;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.pki.Lineage;
import dev.kprov.pki.Sighting;
import dev.kprov.pki.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with certificates, with the remedy of each fault. Where a new certificate is the
 * remedy, the plan has it already: "regenerate everything" never is.
 */
final class Faults {

  static final String UP = "kprov up puts a good one there";
  private static final String CLOCK = "set the clock of this machine";
  private static final int MOST_NAMES = 6;

  private final World world;
  private final Origins origins;
  private final ChainFaults chains;

  Faults(World world) {
    this.world = world;
    this.origins = new Origins(world.inventory());
    this.chains = new ChainFaults(world.now());
  }

  /** What is wrong with what was seen in the place of an item's certificate. */
  List<Verdict.Fault> of(Item item, Sighting sighting) {
    if (sighting.leaf().isEmpty()) {
      return List.of(fault(sighting.damage().orElse("it holds no whole certificate")));
    }
    CertificateInfo seen = sighting.leaf().get();
    return switch (item) {
      case Item.Authority ca -> authority(ca, seen, sighting);
      case Item.Chain chain ->
          chains.whole(world.store().of(chain.authority()).lineage(), sighting);
      case Item.Certificate leaf -> leaf(leaf, seen, sighting);
      case Item.KeyPair pair -> wrapper(pair, seen, sighting);
      case Item.Kubeconfig kubeconfig -> kubeconfig(kubeconfig, seen, sighting);
      case Item.Encryption _ -> List.of();
    };
  }

  /**
   * What is wrong with what others made of a file that was handed over to them. They may have
   * renewed its certificate with another key and in another form, or moved it out of a kubeconfig;
   * whom it trusts, who signed it and for whom it is must not have changed.
   */
  List<Verdict.Fault> ofOthers(Item item, Sighting sighting) {
    return switch (item) {
      case Item.Certificate wanted when sighting.leaf().isPresent() ->
          ofOthers(wanted, sighting.leaf().get());
      case Item.Kubeconfig config -> ofOthers(config, sighting);
      case Item.Authority _, Item.Chain _, Item.Certificate _, Item.KeyPair _, Item.Encryption _ ->
          of(item, sighting);
    };
  }

  private List<Verdict.Fault> ofOthers(Item.Kubeconfig item, Sighting sighting) {
    List<Verdict.Fault> faults = new ArrayList<>();
    if (world.playbook().pki().item(item.certificate()) instanceof Item.Certificate wanted) {
      sighting.leaf().ifPresent(seen -> faults.addAll(ofOthers(wanted, seen)));
    }
    sighting
        .authority()
        .filter(ca -> !isHeld(item.authority(), ca))
        .ifPresent(ca -> faults.add(theirs("it trusts " + other(item.authority(), ca))));
    return faults;
  }

  private List<Verdict.Fault> ofOthers(Item.Certificate wanted, CertificateInfo seen) {
    List<Verdict.Fault> faults = new ArrayList<>();
    held(wanted.issuer())
        .flatMap(seen::otherSigner)
        .ifPresent(signer -> faults.add(theirs("it is " + signer + ", not by " + wanted.issuer())));
    if (Lifetime.expired(seen, world.now())) {
      faults.add(theirs("it expired " + Lifetime.day(seen.notAfter())));
    }
    early(seen).ifPresent(faults::add);
    if (!seen.subject().equals(wanted.subject())) {
      faults.add(theirs("its subject is " + seen.subject() + ", not " + wanted.subject()));
    }
    return faults;
  }

  private List<Verdict.Fault> authority(
      Item.Authority item, CertificateInfo seen, Sighting sighting) {
    Holding held = world.store().of(item.id());
    List<Verdict.Fault> faults = new ArrayList<>(authority(item, seen, held.above()));
    if (isHeld(item.id(), seen)) {
      boolean alone = world.store().standsAlone(item);
      faults.addAll(chains.behind(alone ? List.of() : held.above(), sighting));
    }
    return faults;
  }

  /** Judged without what else stands in its file. */
  private List<Verdict.Fault> authority(
      Item.Authority item, CertificateInfo seen, List<CertificateInfo> above) {
    List<Verdict.Fault> faults = new ArrayList<>();
    if (!seen.authority()) {
      faults.add(fault("it is no CA (basic constraints)"));
    }
    above.stream()
        .findFirst()
        .ifPresentOrElse(
            issuer ->
                seen.otherSigner(issuer)
                    .ifPresent(other ->
                        faults.add(fault("it is " + other + ", not by " + issuer.subject()))),
            () -> {
              if (!seen.selfSigned()) {
                faults.add(fault("it is not signed by its own key"));
              }
            });
    if (!seen.keyIdentifiers() && held(item.id()).filter(own -> own.keyIdentifiers()).isPresent()) {
      faults.add(fault("it has no key identifier"));
    }
    if (!isHeld(item.id(), seen)) {
      faults.add(fault("it is " + other(item.id(), seen)));
    }
    if (Lifetime.expired(seen, world.now())) {
      faults.add(
          new Verdict.Fault("it expired " + Lifetime.day(seen.notAfter()), Expiries.REPLACE));
    }
    early(seen).ifPresent(faults::add);
    new Lineage(above)
        .outlived(seen)
        .ifPresent(excess -> faults.add(new Verdict.Fault("it " + excess, Expiries.REPLACE)));
    chains.expired(above).ifPresent(faults::add);
    return faults;
  }

  private List<Verdict.Fault> leaf(Item.Certificate item, CertificateInfo seen, Sighting sighting) {
    Lineage issuers = world.store().of(item.issuer()).lineage();
    List<Verdict.Fault> faults = new ArrayList<>(chain(item.issuer(), seen));
    faults.addAll(chains.behind(issuers.intermediates(), sighting));
    if (Lifetime.expired(seen, world.now())) {
      faults.add(fault("it expired " + Lifetime.day(seen.notAfter())));
    }
    early(seen).ifPresent(faults::add);
    boolean adopted = isAdopted(seen);
    issuers
        .excess(seen)
        .filter(_ -> !adopted)
        .ifPresent(excess -> faults.add(fault("it " + excess)));
    if (seen.authority()) {
      faults.add(fault("it is a CA certificate"));
    }
    boolean same =
        adopted
            ? seen.subject().sameIdentity(item.subject())
            : seen.subject().equals(item.subject());
    if (!same) {
      faults.add(fault("its subject is " + seen.subject() + ", not " + item.subject()));
    }
    if (!seen.usages().containsAll(item.usages())) {
      faults.add(
          fault(
              "its usages are "
                  + Usage.words(seen.usages())
                  + ", not "
                  + Usage.words(item.usages())));
    }
    names(item.names(), seen.names()).ifPresent(faults::add);
    return faults;
  }

  /** A key in the clothes of a certificate: whose key it is counts, and when it ends does not. */
  private List<Verdict.Fault> wrapper(Item.KeyPair item, CertificateInfo seen, Sighting sighting) {
    List<Verdict.Fault> faults = new ArrayList<>(chains.behind(List.of(), sighting));
    item.certificate().ifPresent(wrapper -> faults.addAll(chain(wrapper.issuer(), seen)));
    if (!world.store().of(item.id()).keyHash().equals(Optional.of(seen.publicKey()))) {
      faults.add(fault("it is not over the store's " + item.id()));
    }
    return faults;
  }

  private List<Verdict.Fault> kubeconfig(
      Item.Kubeconfig item, CertificateInfo client, Sighting sighting) {
    List<Verdict.Fault> faults = new ArrayList<>();
    if (world.playbook().pki().item(item.certificate()) instanceof Item.Certificate wanted) {
      faults.addAll(leaf(wanted, client, sighting));
    }
    sighting
        .authority()
        .ifPresentOrElse(
            ca -> {
              if (!isHeld(item.authority(), ca)) {
                faults.add(fault("it trusts " + other(item.authority(), ca)));
              }
            },
            () -> faults.add(fault("it trusts no authority")));
    if (!sighting.server().equals(Optional.of(item.server()))) {
      faults.add(
          fault("its server is " + sighting.server().orElse("missing") + ", not " + item.server()));
    }
    return faults;
  }

  private List<Verdict.Fault> chain(ItemId issuer, CertificateInfo seen) {
    CertificateInfo ca = held(issuer).orElseThrow();
    List<Verdict.Fault> faults = new ArrayList<>();
    seen.otherSigner(ca)
        .ifPresent(signer -> faults.add(fault("it is " + signer + ", not by " + issuer)));
    if (Lifetime.expired(ca, world.now())) {
      faults.add(
          new Verdict.Fault(
              "its authority expired " + Lifetime.day(ca.notAfter()), Expiries.REPLACE));
    }
    chains.expired(world.store().of(issuer).above()).ifPresent(faults::add);
    if (!seen.keyIdentifiers() && !isAdopted(seen)) {
      faults.add(fault("it has no key identifiers"));
    }
    return faults;
  }

  /** What a running cluster was found to have need not be as good as what kprov makes. */
  private boolean isAdopted(CertificateInfo seen) {
    return world.store().ledger().adopted(seen.fingerprint());
  }

  /** As the clients that are refused put it: valid for these, not for those. */
  private Optional<Verdict.Fault> names(AltNames wanted, AltNames seen) {
    List<String> missing = wanted.missingFrom(seen);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            fault(
                "it is valid for "
                    + few(seen.all())
                    + ", not "
                    + few(missing.stream().map(origins::explained).toList())));
  }

  private Optional<Verdict.Fault> early(CertificateInfo seen) {
    return world.now().isBefore(seen.notBefore())
        ? Optional.of(new Verdict.Fault("it is not valid before " + seen.notBefore(), CLOCK))
        : Optional.empty();
  }

  private boolean isHeld(ItemId authority, CertificateInfo seen) {
    return held(authority).filter(ca -> ca.publicKey().equals(seen.publicKey())).isPresent();
  }

  /** Another authority than the store's, told from it by more than its name. */
  private String other(ItemId authority, CertificateInfo seen) {
    boolean sameName =
        held(authority).filter(ca -> ca.subject().equals(seen.subject())).isPresent();
    return sameName
        ? "another CA than the store's, of the same name but with another key"
        : "another CA than the store's, " + seen.subject();
  }

  private Optional<CertificateInfo> held(ItemId id) {
    return world.store().of(id).certificate();
  }

  private static Verdict.Fault fault(String cause) {
    return new Verdict.Fault(cause, UP);
  }

  private static Verdict.Fault theirs(String cause) {
    return new Verdict.Fault(cause, Handovers.REMEDY);
  }

  private static String few(List<String> names) {
    if (names.isEmpty()) {
      return "no name";
    }
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMES
        ? shown + " and " + (names.size() - MOST_NAMES) + " more"
        : shown;
  }
}
