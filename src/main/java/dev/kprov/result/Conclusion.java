package dev.kprov.result;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.lint.Remarks;
import dev.kprov.plan.Plan;
import dev.kprov.plan.World;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a command found and did, as data: what a view shows at the end. */
public sealed interface Conclusion {

  /** Of a command that looks at hosts and says which of them are as they should be. */
  sealed interface OfHosts extends Conclusion {

    /** All that was judged, as it was seen last. */
    World world();
  }

  /**
   * A plan was made and left at that.
   *
   * @param world that it was made of
   * @param saved what was written down of it, where it was to be
   */
  record Planned(Plan plan, World world, Optional<PlanSheet> saved) implements OfHosts {

    /** One that was only shown. */
    public Planned(Plan plan, World world) {
      this(plan, world, Optional.empty());
    }
  }

  /**
   * A store was filled with what a running cluster has.
   *
   * @param plan what is left to do, which nobody did
   */
  record Adopted(Adoption adoption, Plan plan) implements Conclusion {}

  /** A saved plan was shown. */
  record PlanShown(PlanSheet plan) implements Conclusion {}

  /**
   * A plan was carried out, or there was nothing to carry out.
   *
   * @param world as it was seen last
   * @param saved the identifier of the saved plan that it was
   */
  record Applied(Report report, World world, Optional<Sha256> saved) implements OfHosts {

    /** A plan that was made just before. */
    public Applied(Report report, World world) {
      this(report, world, Optional.empty());
    }

    /** The same, told more fully. */
    public Applied with(Report fuller) {
      return new Applied(fuller, world, saved);
    }
  }

  /**
   * Everything was looked at and judged.
   *
   * @param world that was judged
   */
  record Verified(Report report, World world) implements OfHosts {}

  /**
   * The keys of hosts were gathered.
   *
   * @param hosts in the order of the inventory
   * @param added how many keys were added to which known_hosts files; none where nothing was new or
   *     nobody agreed
   * @param accepted whether every key that could be accepted was
   */
  record Trusted(List<HostKeys> hosts, Map<Path, Integer> added, boolean accepted)
      implements Conclusion {

    public Trusted {
      hosts = List.copyOf(hosts);
      added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
    }
  }

  /** Hosts were examined, in the order of the inventory. */
  record Examined(List<Checkup> hosts) implements Conclusion {

    public Examined {
      hosts = List.copyOf(hosts);
    }
  }

  /** What files give away was judged, without a look at any host. */
  record Linted(Remarks remarks) implements Conclusion {}

  /** A user has what was asked for. */
  record UserIssued(UserAdded added) implements Conclusion {}

  /** An authority that others make or sign is where it was to be. */
  record AuthorityServed(AuthorityDone done) implements Conclusion {}

  /** What of the store everybody may have was written. */
  record StoreExported(StoreExport export) implements Conclusion {}

  /** The users were listed, in the order of their names. */
  record UserList(List<UserEntry> users) implements Conclusion {

    public UserList {
      users = List.copyOf(users);
    }
  }

  /** The result has been printed as it is: a secret, which goes through no view. */
  record Printed() implements Conclusion {}

  /** A context was merged into the operator's own kubeconfigs, or would be. */
  record KubeconfigMerged(Merge merge) implements Conclusion {}

  /** Every certificate was listed. */
  record Certificates(CertificateList list) implements Conclusion {}

  /** The runs of the journal were listed. */
  record JournalListed(Journal journal) implements Conclusion {}

  /** One run of the journal was shown. */
  record JournalShown(JournalLine line) implements Conclusion {}

  /** The journal was held against its own hashes. */
  record JournalChecked(JournalCheck.Result result) implements Conclusion {}

  /**
   * The whole run was spoilt.
   *
   * @param kind who or what is to blame
   * @param problems all of them, never none
   */
  record Failed(RunFailure.Kind kind, List<Problem> problems) implements Conclusion {

    public Failed {
      problems = List.copyOf(problems);
    }
  }
}
