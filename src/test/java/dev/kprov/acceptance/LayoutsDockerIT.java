package dev.kprov.acceptance;

import dev.kprov.boxes.Kind;
import java.util.Map;

/** On hosts that have little in common but the processor. */
class LayoutsDockerIT extends LayoutsOnBoxes {

  LayoutsDockerIT() {
    super(
        Map.of(
            "control0", Kind.DEBIAN_12,
            "control1", Kind.BUSYBOX,
            "worker0", Kind.DEBIAN_13,
            "worker1", Kind.BUSYBOX));
  }
}
