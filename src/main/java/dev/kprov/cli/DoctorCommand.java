package dev.kprov.cli;

import dev.kprov.base.Nearest;
import dev.kprov.base.RunFailure;
import dev.kprov.inventory.Host;
import dev.kprov.result.Conclusion;
import dev.kprov.run.Doctor;
import java.util.List;

/** {@code kprov doctor}. */
final class DoctorCommand extends InventoryCommand {

  private final Given<List<String>> names =
      Parameter.several(1, "HOST", "Only these hosts of the inventory.").in(spec());

  DoctorCommand(RootCommand root) {
    super(
        root,
        "doctor",
        "Explains step by step how hosts are reached, and what keeps one from being reached:"
            + " settings, keys, jump hosts, addresses, algorithms, host key, login, shell, sudo."
            + " Writes nothing anywhere.");
  }

  @Override
  Conclusion carryOut() throws RunFailure, InterruptedException {
    return new Conclusion.Examined(
        Doctor.examine(
            hosts(),
            root().connector(root().workstation(inventory())),
            root().request(),
            root().session().view()::event,
            root().surroundings().clock(),
            root().surroundings().cancellation()));
  }

  private List<Host> hosts() throws RunFailure {
    List<Host> all = root().hosts(inventory());
    List<String> known = all.stream().map(Host::name).toList();
    for (String name : names.get()) {
      if (!known.contains(name)) {
        throw new RunFailure(
            RunFailure.Kind.USAGE,
            "the inventory has no host " + name + (root().limited() ? " within --limit" : ""),
            Nearest.hint(name, known));
      }
    }
    return names.get().isEmpty()
        ? all
        : all.stream().filter(host -> names.get().contains(host.name())).toList();
  }
}
