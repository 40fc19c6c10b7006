package dev.kprov.result;

import dev.kprov.base.Sha256;
import java.nio.file.Path;

/**
 * A public export of a store.
 *
 * @param folder that it lies in
 * @param files how many files it holds, without what remembers issuances and runs
 * @param secrets how many it describes
 * @param list SHA-256 of its {@code public.json}, which stands for all of it
 */
public record StoreExport(Path folder, long files, long secrets, Sha256 list) {}
