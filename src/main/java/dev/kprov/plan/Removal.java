package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Fact;

/**
 * A file that is to be removed, since nobody wants it there.
 *
 * @param path as it was asked for
 * @param fact what was seen there
 * @param why for a person to read
 */
record Removal(RemotePath path, Fact fact, String why) {}
