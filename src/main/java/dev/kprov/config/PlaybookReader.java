package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Problems;
import dev.kprov.base.RunFailure;
import dev.kprov.config.InventoryDraft.HostDraft;
import dev.kprov.inventory.Role;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.text.Node;
import java.util.List;
import java.util.Map;

/** Reads a playbook for the inventory at hand. */
final class PlaybookReader {

  private final PlaybookSource source;
  private final InventoryDraft inventory;
  private final Map<String, String> sets;
  private final FirstHosts.Past past;
  private final LocalFiles locals;
  private final Problems problems;

  PlaybookReader(
      PlaybookSource source,
      InventoryDraft inventory,
      Map<String, String> sets,
      FirstHosts.Past past,
      LocalFiles locals,
      Problems problems) {
    this.source = source;
    this.inventory = inventory;
    this.sets = sets;
    this.past = past;
    this.locals = locals;
    this.problems = problems;
  }

  Playbook read() throws RunFailure {
    Fields root = Fields.of(source.tree(), "playbook", Keys.PLAYBOOK, problems);
    Roles roles = new Roles(root, problems);
    inventory.hosts().forEach(host -> checkRoles(host, roles));
    Fields pki = root.requiredMapping("pki", Keys.PKI);
    Catalogue catalogue = new Catalogue(pki, roles, problems);
    FirstHosts firstHosts = new FirstHosts(roles, inventory, catalogue, past, problems);
    Vars vars = new Vars(root.free("vars"), firstHosts, inventory.vars(), sets, problems);
    Frames frames = new Frames(inventory.cluster(), vars, problems);
    StorePaths paths = new StorePaths(frames, problems);
    NamesReader names = new NamesReader(roles, inventory::hostsOf);
    ItemReader reader = new ItemReader(pki, catalogue, names, paths);
    List<HostDraft> hosts = inventory.hosts();
    hosts.forEach(frames::of); // tells what is wrong with their vars, whoever uses them
    Items items = new Items(catalogue, hosts, reader, frames, paths);
    List<Step> steps =
        new StepsReader(catalogue, items, locals, roles, frames, inventory, problems)
            .read(root.requiredList("steps"));
    return new Playbook(source.name(), items.pki(), steps);
  }

  private void checkRoles(HostDraft host, Roles roles) {
    for (Node.Scalar text : host.roles()) {
      if (roles.find(text.text()).isEmpty() && roles.whole()) {
        String message = "playbook " + source.name() + " has no role " + text.text();
        problems.add(text.place(), message, Nearest.hint(text.text(), roles.names()));
      }
    }
    String name = host.host().name();
    if (roles.find(name).isPresent() && !host.host().has(new Role(name))) {
      problems.add(
          host.namePlace(),
          "host " + name + " is named like a role that it does not have",
          "a step on " + name + " could mean either");
    }
  }
}
