// The arguments of pair_coeff.
// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef GAPSHARP_BRIDGE_COEFFICIENTS_H
#define GAPSHARP_BRIDGE_COEFFICIENTS_H

#include <cstdint>
#include <string>
#include <vector>

namespace gapsharp {

// What `pair_coeff * * FILE El1 El2 ...` or `pair_coeff * * FILE "Potential xml_label=LABEL" Z1 Z2 ...` says.
struct Coefficients {
  std::string file;
  std::string label;                 // "" if any potential in the file will do
  std::vector<int32_t> type_to_z;    // [ntypes+1], entry 0 unused; 0 = NULL
  std::vector<std::string> symbols;  // [ntypes], what LAMMPS' own element map wants: symbols or NULL
};

// Reads arg[0..narg) into coefficients. Returns "" or one line that says what is wrong.
std::string parse_coefficients(int narg, char **arg, int ntypes, Coefficients &coefficients);

// "" if the XML file at path has an element with label="LABEL", else one line that says so.
std::string check_label(const std::string &path, const std::string &label);

// "" if a potential that knows `species` (empty: any) covers every type, else one line that names the first it does
// not.
std::string check_species(const Coefficients &coefficients, const std::vector<int32_t> &species);

}  // namespace gapsharp

#endif
