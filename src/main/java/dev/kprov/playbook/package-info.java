/** The playbook as data: steps that state resources for hosts. A step never acts. */
@NullMarked
package dev.kprov.playbook;

import org.jspecify.annotations.NullMarked;
