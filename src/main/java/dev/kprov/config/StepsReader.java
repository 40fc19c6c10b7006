package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.playbook.Requirement;
import dev.kprov.playbook.Step;
import dev.kprov.text.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the steps of a playbook. */
final class StepsReader {

  private static final List<String> ACTIONS =
      List.of("check", "issue", "push", "verify", "kubeconfig");

  private final Catalogue catalogue;
  private final Items items;
  private final LocalFiles locals;
  private final Roles roles;
  private final Frames frames;
  private final InventoryDraft inventory;
  private final List<HostDraft> hosts;
  private final Problems problems;
  private final Unique names;
  private final Tally tally;

  StepsReader(
      Catalogue catalogue,
      Items items,
      LocalFiles locals,
      Roles roles,
      Frames frames,
      InventoryDraft inventory,
      Problems problems) {
    this.catalogue = catalogue;
    this.items = items;
    this.locals = locals;
    this.roles = roles;
    this.frames = frames;
    this.inventory = inventory;
    this.hosts = inventory.hosts();
    this.problems = problems;
    this.names = new Unique(problems);
    this.tally = new Tally(hosts, frames, problems);
  }

  List<Step> read(List<Node> nodes) {
    List<Step> steps = nodes.stream().flatMap(node -> step(node).stream()).toList();
    tally.check();
    return steps;
  }

  private Optional<Step> step(Node node) {
    Fields step = Fields.of(node, "step", Keys.STEP, problems);
    Optional<Node.Scalar> name = step.requiredText("name");
    name.ifPresent(text -> names.claim("step " + text.text(), text.place(), text.text()));
    Targets on = Targets.read(step, roles, inventory, problems);
    List<String> actions = ACTIONS.stream().filter(step::has).toList();
    if (actions.size() != 1) {
      problems.add(step.place(), "a step has one of check, issue, push, verify and kubeconfig");
      return Optional.empty();
    }
    String called = name.map(Node.Scalar::text).orElse("");
    return switch (actions.getFirst()) {
      case "check" -> Optional.of(check(called, on, step));
      case "issue" -> issue(called, on, step);
      case "push" -> Optional.of(push(called, on, step));
      case "kubeconfig" -> merge(called, on, step);
      default -> isLocal(on) ? verifyStore(called, step) : Optional.of(verify(called, on, step));
    };
  }

  private Optional<Step> issue(String name, Targets on, Fields step) {
    if (!isLocal(on)) {
      problems.add(on.place(), "a step that issues is on local");
    }
    step.text("issue")
        .filter(what -> !what.text().equals("all"))
        .ifPresent(what ->
            problems.add(
                what.place(),
                "issue must be all, not " + what.text(),
                Nearest.hint(what.text(), List.of("all"))));
    return Condition.holds(step, frames.shared())
        ? Optional.of(new Step.Issue(name))
        : Optional.empty();
  }

  private Optional<Step> merge(String name, Targets on, Fields step) {
    if (!isLocal(on)) {
      problems.add(on.place(), "a step that merges a kubeconfig is on local");
    }
    Fields merge = step.mapping("kubeconfig", Keys.MERGE);
    boolean use = truth(merge, "useContext");
    return merge
        .requiredText("item")
        .flatMap(this::kubeconfig)
        .filter(_ -> Condition.holds(step, frames.shared()))
        .map(item -> new Step.MergeKubeconfig(name, item, use));
  }

  /** One that is for the whole cluster. */
  private Optional<ItemId> kubeconfig(Node.Scalar text) {
    Map<String, ItemId> all =
        items.pki().items().stream()
            .filter(Item.Kubeconfig.class::isInstance)
            .map(Item::id)
            .filter(id -> id.host().isEmpty())
            .collect(Collectors.toMap(id -> id.name() + ".kubeconfig", id -> id));
    Optional<ItemId> item = Optional.ofNullable(all.get(text.text()));
    if (item.isEmpty()) {
      problems.add(
          text.place(),
          "there is no kubeconfig " + text.text() + " of the whole cluster",
          Nearest.hint(text.text(), List.copyOf(all.keySet())));
    }
    return item;
  }

  private boolean truth(Fields fields, String key) {
    return fields.text(key).flatMap(text -> new Words(problems).truth(text, key)).orElse(false);
  }

  private static boolean isLocal(Targets on) {
    return on.local() && on.roles().isEmpty() && on.hosts().isEmpty();
  }

  private Step check(String name, Targets on, Fields step) {
    refuseLocal(on, "checks");
    CheckReader check = new CheckReader(step.mapping("check", Keys.CHECK));
    Map<String, List<Requirement>> requirements = new HashMap<>();
    for (HostDraft draft : hosts) {
      if (on.matches(draft.host())) {
        Frame frame = frames.of(draft);
        List<Requirement> all = check.requirements(frame);
        if (Condition.holds(step, frame)) {
          requirements.put(draft.host().name(), all);
        }
      }
    }
    on.roles().stream()
        .filter(this::hasNoHost)
        .map(role -> frames.of(Frames.sample(role)))
        .forEach(frame -> {
          check.requirements(frame);
          Condition.holds(step, frame);
        });
    return new Step.Check(name, requirements);
  }

  private Step push(String name, Targets on, Fields step) {
    refuseLocal(on, "pushes");
    PushReader push = new PushReader(name, on, step, catalogue, items, locals, problems);
    tally.add(push);
    Map<String, Step.Placement> placements = new HashMap<>();
    for (HostDraft draft : hosts) {
      place(push, draft).ifPresent(there -> placements.put(draft.host().name(), there));
    }
    on.roles().stream().filter(this::hasNoHost).forEach(role -> place(push, Frames.sample(role)));
    return new Step.Push(name, placements);
  }

  /** What a push puts on a host; looked at even where the push does not count. */
  private Optional<Step.Placement> place(PushReader push, HostDraft draft) {
    Frame frame = frames.of(draft);
    Optional<Step.Placement> placement = push.placement(draft.host(), frame);
    if (!push.counts(frame)) {
      return Optional.empty();
    }
    tally.place(push, draft.host(), frame, placement);
    return placement;
  }

  private boolean hasNoHost(Role role) {
    return hosts.stream().noneMatch(draft -> draft.host().has(role));
  }

  private Optional<Step> verifyStore(String name, Fields step) {
    Fields verify = step.mapping("verify", Keys.VERIFY);
    Step check =
        new StoreCheckReader(verify, items.pki().byFile().keySet(), roles, inventory, problems)
            .read(name, chains(step, verify));
    return Condition.holds(step, frames.shared()) ? Optional.of(check) : Optional.empty();
  }

  private boolean chains(Fields step, Fields verify) {
    if (!verify.has("count") && !verify.has("chains")) {
      problems.add(step.place("verify"), "verify judges nothing", "give it count, chains or both");
    }
    return truth(verify, "chains");
  }

  private Step verify(String name, Targets on, Fields step) {
    refuseLocal(on, "verifies");
    Fields verify = step.mapping("verify", Keys.VERIFY);
    verify.text("count").ifPresent(text -> expect(text, on, step));
    for (String key : List.of("of", "each")) {
      if (verify.has(key)) {
        problems.add(verify.place(key), key + " is for a step on local, about the store's files");
      }
    }
    boolean chains = chains(step, verify);
    Set<String> judged =
        hosts.stream()
            .filter(draft -> Condition.holds(step, frames.of(draft)))
            .map(HostDraft::host)
            .filter(on::matches)
            .map(Host::name)
            .collect(Collectors.toSet());
    return new Step.Verify(name, judged, chains);
  }

  private void expect(Node.Scalar text, Targets on, Fields step) {
    if (text.text().matches("0|[1-9][0-9]{0,5}")) {
      tally.expect(on, step, text.place(), Integer.parseInt(text.text()));
    } else {
      problems.add(text.place(), "count must be a number, not " + text.text());
    }
  }

  private void refuseLocal(Targets on, String does) {
    Place place = on.place();
    if (on.local()) {
      problems.add(place, "a step that " + does + " names roles or hosts, not local");
    }
  }
}
