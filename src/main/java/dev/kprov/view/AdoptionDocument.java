package dev.kprov.view;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.ItemId;
import dev.kprov.result.Adoption;

/** What was taken over from a running cluster, as JSON. */
final class AdoptionDocument {

  private AdoptionDocument() {}

  static Fields of(Adoption adoption) {
    return new Fields()
        .objects("adopted", adoption.taken().stream().map(AdoptionDocument::of).toList())
        .objects("left", adoption.left().stream().map(JsonChanges::of).toList())
        .texts("nowhere", adoption.nowhere().stream().map(ItemId::key).toList())
        .number("recorded", adoption.recorded())
        .and(JournalDocument.of(adoption.journal()));
  }

  private static Fields of(Adoption.Taken taken) {
    return new Fields()
        .text("item", taken.item().key())
        .texts("files", taken.files().stream().map(StorePath::text).toList())
        .text("host", taken.host())
        .text("kubeconfig", taken.kubeconfig().map(StorePath::text))
        .text("key", taken.key().map(Sha256::hex))
        .text("notAfter", taken.notAfter().map(Object::toString))
        .texts("differing", taken.differing());
  }
}
