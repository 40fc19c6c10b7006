/**
 * Whole hosts in containers, of the images that {@code scripts/boxes} makes: with an init, sudo and
 * an SSH server of their own, as kprov will meet them. A test that needs them is a {@code
 * *DockerIT}; it is skipped where no Docker engine answers or an image is not built.
 */
@NullMarked
package dev.kprov.boxes;

import org.jspecify.annotations.NullMarked;
