// For distributions that install LAMMPS' headers without their fmt/format.h: the declarations that those headers
// mention. Nothing here is ever called; the bridge hands LAMMPS finished std::string texts only.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_FMT_SHIM_H
#define GAPSHARP_BRIDGE_FMT_SHIM_H

#include <string>

namespace fmt {

class string_view;
class format_args;
template <typename... Args, typename Format>
format_args make_args_checked(const Format &format, const Args &...args);
template <typename... Args>
format_args make_format_args(const Args &...args);

}  // namespace fmt

#endif
