package dev.kprov.store;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.pki.Essence;
import dev.kprov.state.Content;
import java.util.Optional;

/** What a store has of a file: the file, or only what may be known of it. */
public sealed interface Kept {

  /** Hash and size of the file, wherever that is. */
  Content.Known known();

  /** The file, where it is here. */
  default Optional<Secret> whole() {
    return switch (this) {
      case Whole(Secret content) -> Optional.of(content);
      case Described _ -> Optional.empty();
    };
  }

  /** The file itself. */
  record Whole(Secret content) implements Kept {

    @Override
    public Content.Known known() {
      return new Content.Known(Sha256.of(content), content.use(bytes -> (long) bytes.length));
    }
  }

  /** The file is where the store proper is. */
  record Described(Content.Known known, Essence essence) implements Kept {}
}
