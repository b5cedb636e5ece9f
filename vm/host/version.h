/* version.h - what java.vm.name, java.vm.vendor and java.vm.version show
 */
#ifndef MOKA_VM_HOST_VERSION_H
#define MOKA_VM_HOST_VERSION_H

#define MOKA_NAME    "Moka"
#define MOKA_VENDOR  "The Moka project"
#define MOKA_VERSION "0.1.0"

#endif
