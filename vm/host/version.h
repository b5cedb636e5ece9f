/* version.h - the version that java.vm.version shows
 */
#ifndef MOKA_VM_HOST_VERSION_H
#define MOKA_VM_HOST_VERSION_H

#define MOKA_VERSION "0.1.0"

#endif
