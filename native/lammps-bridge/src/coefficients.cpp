// SPDX-License-Identifier: GPL-2.0-or-later
#include "coefficients.h"

#include <cstdlib>
#include <fstream>

#include "elements.h"

using gapsharp::Coefficients;

namespace {

const char USAGE[] = "expected `pair_coeff * * FILE El1 El2 ...` with an element or NULL for each of the ";

bool whole_number(const std::string &text, int &value) {
  char *end = nullptr;
  const long parsed = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || parsed < -1000000 || parsed > 1000000) return false;
  value = static_cast<int>(parsed);
  return true;
}

// QUIP's init string selects a part of the file: "IP GAP" would leave out a core potential. Only the whole potential is
// taken.
std::string parse_init_string(const std::string &text, std::string &label) {
  label.clear();
  if (text.find_first_not_of(' ') == std::string::npos) return "";
  const std::string head = "Potential", key = "xml_label=";
  const std::size_t first = text.find_first_not_of(' ');
  const std::size_t at = text.find(key);
  if (text.compare(first, head.size(), head) != 0 || at == std::string::npos)
    return "init string \"" + text +
           "\" would use a part of the potential only; expected \"Potential xml_label=LABEL\" or \"\", which mean all "
           "of it";
  label = text.substr(at + key.size());
  label.erase(label.find_last_not_of(' ') + 1);
  if (label.find(' ') != std::string::npos)
    return "init string \"" + text + "\" has words after the label; expected \"Potential xml_label=LABEL\"";
  return "";
}

std::string add_symbol(const std::string &text, int type, Coefficients &c) {
  const int z = text == "NULL" ? 0 : gapsharp::atomic_number(text);
  if (z == 0 && text != "NULL")
    return "type " + std::to_string(type) + " is \"" + text +
           "\", which is no element; expected a symbol such as Na, or NULL";
  c.type_to_z.push_back(z);
  c.symbols.push_back(text);
  return "";
}

std::string add_number(const std::string &text, int type, Coefficients &c) {
  int z = 0;
  if (!whole_number(text, z) || z < 0 || z > 118)
    return "type " + std::to_string(type) + " has atomic number \"" + text +
           "\"; expected 1 to 118, or 0 for a type to ignore";
  c.type_to_z.push_back(z);
  c.symbols.push_back(z == 0 ? "NULL" : gapsharp::element_symbol(z));
  return "";
}

}  // namespace

std::string gapsharp::parse_coefficients(int narg, char **arg, int ntypes, Coefficients &c) {
  const std::string count = std::to_string(ntypes) + " atom types";
  if (narg < 4) return "too few arguments; " + (USAGE + count);
  if (std::string(arg[0]) != "*" || std::string(arg[1]) != "*")
    return std::string("types ") + arg[0] + " " + arg[1] + "; expected * * (one potential covers all pairs of types)";

  c = Coefficients();
  c.file = arg[2];
  c.type_to_z.push_back(0);
  // A symbol has no space and is never empty, an init string is one of the two; "Potential" alone is one too.
  const std::string third = arg[3];
  const bool quip = third.empty() || third.find_first_of(" =") != std::string::npos || third == "Potential";
  const int first = quip ? 4 : 3;
  if (quip) {
    const std::string wrong = parse_init_string(third, c.label);
    if (!wrong.empty()) return wrong;
  }
  if (narg - first != ntypes)
    return std::to_string(narg - first) + (quip ? " atomic numbers; " : " elements; ") + (USAGE + count);

  for (int type = 1; type <= ntypes; type++) {
    const std::string text = arg[first + type - 1];
    const std::string wrong = quip ? add_number(text, type, c) : add_symbol(text, type, c);
    if (!wrong.empty()) return wrong;
  }
  for (int z : c.type_to_z)
    if (z > 0) return "";
  return "every type is NULL; expected an element for at least one";
}

std::string gapsharp::check_label(const std::string &path, const std::string &label) {
  if (label.empty()) return "";
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line))
    if (line.find("label=\"" + label + "\"") != std::string::npos ||
        line.find("label='" + label + "'") != std::string::npos)
      return "";
  return "xml_label=" + label + " is not in " + path;
}

std::string gapsharp::check_species(const Coefficients &c, const std::vector<int32_t> &species) {
  if (species.empty()) return "";
  std::string known;
  for (int32_t z : species) known += (known.empty() ? "" : " ") + element_symbol(z);
  for (std::size_t type = 1; type < c.type_to_z.size(); type++) {
    const int32_t z = c.type_to_z[type];
    bool found = z == 0;
    for (int32_t s : species) found = found || s == z;
    if (!found)
      return "type " + std::to_string(type) + " is " + element_symbol(z) + ", which " + c.file +
             " does not know; it knows " + known;
  }
  return "";
}
