/** Shows plans and reports: text for people, JSON and other formats for programs. */
@NullMarked
package dev.kprov.view;

import org.jspecify.annotations.NullMarked;
