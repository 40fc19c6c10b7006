package dev.kprov.plan;

import static dev.kprov.plan.KubenetLike.CA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.pki.Item;
import dev.kprov.pki.LedgerEntry;
import dev.kprov.pki.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorities that others made, sign, or encrypted. */
class AuthoritiesOfOthersTest {

  private static final Subject CORP = new Subject(List.of(new Subject.Attribute("CN", "Corp CA")));

  @ParameterizedTest
  @ValueSource(strings = {LedgerEntry.IMPORTED, LedgerEntry.ACCEPTED})
  void oneThatOthersMadeIsTakenWithItsSubjectAndItsLifetime(String reason) {
    Worlds worlds = Worlds.converged();
    worlds
        .store()
        .replace(CA, ca -> ca.subject(CORP).until(Worlds.BIRTH.plus(Duration.ofDays(700))));

    Change.Blocked blocked = PlanText.blocked(worlds.plan());
    assertThat(blocked.cause()).contains("subject: ", "→", "validity: 700d");
    assertThat(blocked.remedy()).contains("kprov ca import");

    worlds.store().record(CA, reason);
    assertThat(worlds.plan().local())
        .noneMatch(change -> change instanceof Change.Blocked)
        .noneMatch(change -> change.subject().equals("authority ca"));
  }

  @Test
  void anEncryptedKeyGoesToNoHostAndTheWayOnIsNamed() {
    Worlds worlds = Worlds.converged();
    worlds.store().seal(CA);

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan)).isEmpty();
    assertThat(PlanText.on(plan, "control0"))
        .containsExactly(
            "blocked files: the key of authority ca is encrypted, so no host could use it");
    assertThat(PlanText.blockedOn(plan, "control0").remedy()).contains("caKeysOnHosts: false");
    assertThat(PlanText.on(plan, "worker0")).isEmpty();
  }

  @Test
  void everythingWaitsForTheSignatureOfAnAuthorityAndIsToldTheCommand() {
    Worlds worlds = Worlds.fresh();
    worlds.store().request(authority(worlds));

    Plan plan = worlds.plan();

    assertThat(PlanText.local(plan))
        .contains("blocked authority ca: waits for signature")
        .noneMatch(line -> line.startsWith("issue certificate"));
    assertThat(PlanText.blocked(plan).remedy())
        .isEqualTo(
            "have authorities/ca.csr of the store signed as a CA, then run kprov ca accept"
                + " INVENTORY ca --cert FILE");
    assertThat(PlanText.on(plan, "worker0"))
        .containsExactly("blocked files: needs authority ca, which waits for signature");
  }

  @Test
  void aRequestWhoseKeyIsGoneIsNotSignedByAnother() {
    Worlds worlds = Worlds.fresh();
    worlds.store().request(authority(worlds));
    worlds.store().lose("ca-key.pem");

    Change.Blocked blocked = PlanText.blocked(worlds.plan());

    assertThat(blocked.cause())
        .isEqualTo("its request lies in the store, but ca-key.pem is missing");
  }

  private static Item.Authority authority(Worlds worlds) {
    return (Item.Authority) worlds.item(CA);
  }
}
