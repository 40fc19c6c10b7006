package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.playbook.Step;
import dev.kprov.state.Content;
import dev.kprov.state.Difference;
import dev.kprov.state.Fact;
import dev.kprov.state.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What applying would do to one thing, or why it cannot. */
public sealed interface Change {

  /** The item or the full remote path that it is about, for people. */
  String subject();

  /**
   * Makes an item of the PKI, in the store.
   *
   * @param reasons why: never empty
   * @param newKey whether a key is made too; false keeps the one that exists
   * @param expiry when its certificate will end; empty where it gets none
   */
  record Issue(Item item, List<String> reasons, boolean newKey, Optional<Expiry> expiry)
      implements Change {

    /**
     * When a certificate ends that is made.
     *
     * @param from when the one ends that it replaces; empty where there is none
     * @param to never after those above it
     */
    public record Expiry(Optional<Instant> from, Instant to) {}

    public Issue {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String subject() {
      return item.id().toString();
    }
  }

  /** Writes the ledger line of an item that a crash left without one. */
  record Recover(Item item) implements Change {

    @Override
    public String subject() {
      return item.id().toString();
    }
  }

  /**
   * Writes into the ledger what became of a host.
   *
   * @param items {@code ItemId.key} of all that was ever issued for it alone
   */
  record Mark(String host, HostMark.Kind kind, List<String> items) implements Change {
    public Mark {
      items = List.copyOf(items);
    }

    @Override
    public String subject() {
      return "host " + host;
    }
  }

  /**
   * Merges a context into the operator's own kubeconfig.
   *
   * @param context what it is called there
   * @param file the kubeconfig
   * @param changes what is done to it, a sentence each; never empty
   */
  record Merge(Step.MergeKubeconfig step, String context, String file, List<String> changes)
      implements Change {
    public Merge {
      changes = List.copyOf(changes);
    }

    @Override
    public String subject() {
      return "context " + context + " in " + file;
    }
  }

  /**
   * Makes a file or directory where nothing is.
   *
   * @param at its absolute path on the host
   * @param content what a file will hold; empty for a directory
   * @param before what the plan saw there
   * @param writer who writes it, where that is not the user at work
   */
  record Create(
      Resource.Present resource,
      RemotePath at,
      Optional<Content> content,
      Fact before,
      Optional<String> writer)
      implements Change {

    @Override
    public String subject() {
      return at.text();
    }
  }

  /**
   * Replaces a file whole, or mends a directory.
   *
   * @param at its absolute path on the host
   * @param content what a file will hold; empty for a directory
   * @param before what the plan saw there
   * @param differences never empty
   * @param writer who writes it, where that is not the user at work
   */
  record Update(
      Resource.Present resource,
      RemotePath at,
      Optional<Content> content,
      Fact before,
      List<Difference> differences,
      Optional<String> writer)
      implements Change {

    public Update {
      differences = List.copyOf(differences);
    }

    /** The same, with more to say of its content. */
    Update saying(List<Difference> ofContent) {
      return new Update(
          resource,
          at,
          content,
          before,
          Stream.concat(ofContent.stream(), differences.stream().filter(one -> !one.ofContent()))
              .toList(),
          writer);
    }

    /** Whether what a file holds differs, not only what it is. */
    public boolean ofContent() {
      return differences.stream().anyMatch(Difference::ofContent);
    }

    /**
     * The same as somebody who judges sees it: of a certificate what is wrong with it, whatever the
     * wanted one is. Of a file that cannot be read nobody can say that.
     */
    public Update judged(Verdict verdict) {
      boolean known = content.filter(Content.Known.class::isInstance).isPresent();
      boolean read = before instanceof Fact.RegularFile there && there.hash().isPresent();
      return ofContent() && known && read && !verdict.good()
          ? saying(List.of(Difference.contentFor(verdict.causes())))
          : this;
    }

    @Override
    public String subject() {
      return at.text();
    }
  }

  /**
   * Removes a file or a symlink; never a directory.
   *
   * @param at its absolute path on the host
   * @param before what the plan saw there
   * @param writer who removes it, where that is not the user at work
   * @param reason why, where the whole run is not for that
   */
  record Remove(
      Resource.Absent resource,
      RemotePath at,
      Fact before,
      Optional<String> writer,
      Optional<String> reason)
      implements Change {

    /** The same, for a reason. */
    Remove because(String why) {
      return new Remove(resource, at, before, writer, Optional.of(why));
    }

    @Override
    public String subject() {
      return at.text();
    }
  }

  /**
   * Something is wrong that kprov will not or cannot change.
   *
   * @param cause what stands in the way
   * @param remedy what a person can do about it
   * @param check the check of the host that it does not pass; empty where it is no matter of that
   */
  record Blocked(String subject, String cause, String remedy, Optional<Check> check)
      implements Change {

    public Blocked(String subject, String cause, String remedy) {
      this(subject, cause, remedy, Optional.empty());
    }
  }

  /** Whether applying would do something. */
  default boolean pending() {
    return !(this instanceof Blocked);
  }
}
