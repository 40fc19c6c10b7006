package dev.kprov.acceptance;

import dev.kprov.boxes.Kind;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * On hosts of two processors, one of which is emulated, where every program takes long to start.
 */
@EnabledIfSystemProperty(named = "kprov.test.long", matches = "true")
class MixedDockerIT extends LayoutsOnBoxes {

  MixedDockerIT() {
    super(
        Map.of(
            "control0", Kind.ARM64,
            "control1", Kind.DEBIAN_12,
            "worker0", Kind.DEBIAN_13,
            "worker1", Kind.ARM64));
  }
}
