package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final ItemId ADMIN = ItemId.of(ItemId.Section.CERTIFICATE, "admin");

  private static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static LedgerEntry entry(ItemId item, String key, String fingerprint) {
    LedgerEntry.Signed signed =
        new LedgerEntry.Signed(
            "1f", "CN=x", List.of(), Instant.EPOCH, Instant.EPOCH, hash("ca"), hash(fingerprint));
    return new LedgerEntry(
        Instant.EPOCH, item.key(), "never issued", hash(key), Optional.of(signed));
  }

  @Test
  void itRemembersEveryKeyAndCertificateOfAnItem() {
    Ledger ledger = new Ledger(List.of(entry(ADMIN, "k1", "c1"), entry(ADMIN, "k2", "c2")));

    assertThat(ledger.recorded(ADMIN)).isTrue();
    assertThat(ledger.recorded(ADMIN, hash("k1"))).isTrue();
    assertThat(ledger.recorded(ADMIN, hash("k3"))).isFalse();
    assertThat(ledger.issued(hash("c2"))).isTrue();
    assertThat(ledger.issued(hash("c3"))).isFalse();
  }

  @Test
  void itemsOfOneNameInTwoSectionsAreTwo() {
    Ledger ledger = new Ledger(List.of(entry(ADMIN, "k", "c")));

    assertThat(ledger.recorded(ItemId.of(ItemId.Section.KUBECONFIG, "admin"))).isFalse();
    assertThat(ledger.recorded(ItemId.of(ItemId.Section.AUTHORITY, "admin"), hash("k"))).isFalse();
  }

  @Test
  void ledgersOfEqualLinesAreEqual() {
    assertThat(new Ledger(List.of(entry(ADMIN, "k", "c"))))
        .isEqualTo(new Ledger(List.of(entry(ADMIN, "k", "c"))))
        .isNotEqualTo(new Ledger(List.of()));
  }
}
